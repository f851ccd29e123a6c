import type { Context } from '../../../context/context.ts'
import { type Check, type Finding, known, ok, warning, words } from '../../finding.ts'

/** Which store seals the keys and the sessions, and why it is that one. */
export const keyStore: Check<Context> = {
  name: 'key-store',
  ok: 'the vault has its store',
  async find(context) {
    return [await forKeys(context), forSessions(context)]
  },
}

async function forKeys({ env, keys, settings }: Context): Promise<Finding> {
  const pinned = env['AWSENV_KEYSTORE'] || (await settings).settings.keystore
  const pinnedBy = env['AWSENV_KEYSTORE'] ? known('AWSENV_KEYSTORE') : known('the setting keystore')
  const store = keys.store()
  if (store === undefined) {
    if (pinned !== undefined) return ok(words`there is no key vault yet; ${pinnedBy} will seal it by the ${pinned}`)
    if (env['SSH_CONNECTION'])
      return ok(words`there is no key vault yet; a passphrase will seal it, since the keychain isn't asked over SSH`)
    return ok(words`there is no key vault yet; the keychain will seal it, or a passphrase if there is none`)
  }
  if (pinned !== undefined && pinned !== store)
    return warning(
      words`${pinnedBy} asks for the ${pinned}, but the key vault is sealed by the ${store}`,
      `awsenv keys remove --restore each key, remove "${keys.path}", and add the keys again; or change ${pinnedBy.text}`,
    )
  if (store === 'keychain' && env['SSH_CONNECTION'])
    return warning(
      words`the keychain seals the keys, and isn't asked over SSH, where nobody would see its window`,
      'log in at the machine itself, or keep a key behind a passphrase: awsenv config set keystore passphrase',
    )
  if (pinned !== undefined) return ok(words`the ${known(pinned)} seals the keys, as ${pinnedBy} says`)
  return store === 'keychain'
    ? ok(words`the keychain of this system seals the keys, which comes first if it can be reached`)
    : ok(words`a passphrase seals the keys, since the keychain could not be reached when the vault was made`)
}

function forSessions({ vault }: Context): Finding {
  const { store } = vault
  if (!vault.persistent)
    return warning(
      words`sessions are not cached: this machine has no safe place for their key`,
      'on Linux, set XDG_RUNTIME_DIR to a private directory in memory, as systemd does; elsewhere the keychain has to answer',
    )
  if (store === 'keychain') return ok(words`the keychain of this system seals the sessions`)
  return ok(words`a key in memory seals the sessions, and ends with the next boot`)
}
