import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import type { Header } from '../header.ts'
import { type MasterKey, newMasterKey } from '../master-key.ts'
import {
  isKeyStoreName,
  KEY_STORES,
  type KeptFields,
  type KeyStore,
  type KeyStoreName,
  keychainStore,
  type PassphraseStore,
  passphraseStore,
} from '../stores/store.ts'
import { VaultError } from '../vault-error.ts'
import type { KeyFile } from './key-file.ts'
import type { KeyVaultPlace } from './place.ts'
import { rememberUnlocked, unlockedKey } from './unlocked.ts'

type Stores = { readonly keychain: KeyStore; readonly passphrase: PassphraseStore }

/**
 * The keys that seal keys.vault. An existing file names the store of its key, and no other is asked. A
 * new key is made only for a new file, never because the store of an old one is out of reach.
 */
export class MasterKeys {
  readonly #place: KeyVaultPlace
  readonly #file: KeyFile
  readonly #isAttended: boolean
  #opened: Stores | undefined
  #known: MasterKey | undefined

  constructor(place: KeyVaultPlace, file: KeyFile, isAttended: boolean) {
    this.#place = place
    this.#file = file
    this.#isAttended = isAttended
  }

  /** The key of the file with this header. */
  async find(header: Header): Promise<MasterKey> {
    if (this.#known?.kid === header.kid) return this.#known
    const store = await this.#storeOf(header)
    try {
      const key = store === 'passphrase' ? await this.#unlocked(header) : await this.#stores.keychain.find(header)
      if (key.kid !== header.kid) throw new VaultError('key missing', `another key than its own lies in its place`)
      this.#known = key
      return key
    } catch (error) {
      throw this.#told(error)
    }
  }

  /**
   * Makes a key for a new file, and runs the write of that file. Only the pinned store keeps it, if there is one; else the keychain,
   * and if that is out of reach the header, behind a passphrase. A key that sealed nothing is forgotten again.
   */
  async make<T>(write: (key: MasterKey, fields: KeptFields) => Promise<T>): Promise<T> {
    const key = newMasterKey()
    const fields = await this.#kept(key)
    try {
      return await write(key, fields)
    } finally {
      // looked up, since a write may fail after the rename; in doubt, the key stays
      if (this.#file.header.get()?.kid !== key.kid) this.#stores[fields.store].forget(key)
      else if (fields.store === 'passphrase') await this.#rememberUnlocked(key)
    }
  }

  /** Opened at the first need of a key: most commands need none. */
  get #stores(): Stores {
    const { env, uid, say, asker, keychain } = this.#place
    this.#opened ??= {
      keychain: keychainStore(keychain({ mayAsk: this.#isAttended })),
      passphrase: passphraseStore({ env, uid, asker: this.#isAttended ? asker : NOBODY, say }, this.#file.path),
    }
    return this.#opened
  }

  async #kept(key: MasterKey): Promise<KeptFields> {
    const pin = await this.#pin()
    if (pin !== undefined) return this.#stores[pin].keep(key)
    try {
      return await this.#stores.keychain.keep(key)
    } catch (error) {
      if (!(error instanceof VaultError && error.reason === 'out of reach')) throw error
      this.#place.say(`${error.message}: a passphrase will seal the keys`)
      return this.#stores.passphrase.keep(key)
    }
  }

  /**
   * One process asks at a time, and the others get its answer; one derives at a time, since that takes 128 MiB. If
   * nobody is asked, nobody waits, so the two don't collide.
   */
  async #unlocked(header: Header): Promise<MasterKey> {
    const sessions = this.#place.sessions()
    const known = unlockedKey(sessions, header.kid)
    if (known !== undefined) return known
    const refuse = (): never => {
      throw new AwsenvError('another awsenv is asking for the passphrase', { exitCode: ExitCode.cannotAsk })
    }
    const tell = (holder: number | undefined) =>
      this.#place.say(
        `waiting for another awsenv${holder === undefined ? '' : ` (process ${holder})`} that asks for the passphrase`,
      )
    const unlock = async () => {
      const meanwhile = unlockedKey(sessions, header.kid)
      if (meanwhile !== undefined) return meanwhile
      const key = await this.#stores.passphrase.find(header)
      await this.#rememberUnlocked(key)
      return key
    }
    if (!this.#stores.passphrase.isAsking()) return sessions.exclusively(`derive-${header.kid}`, unlock)
    return sessions.exclusively(`unlock-${header.kid}`, unlock, { onWait: this.#isAttended ? tell : refuse })
  }

  #rememberUnlocked(key: MasterKey): Promise<void> {
    return rememberUnlocked(this.#place.sessions(), key, this.#place.now())
  }

  async #storeOf({ store }: Header): Promise<KeyStoreName> {
    if (!isKeyStoreName(store)) {
      const message = `"${this.#file.path}" has its key in "${store}", which this awsenv doesn't know`
      throw new VaultError('newer', message, { hint: 'update awsenv' })
    }
    const pin = await this.#pin()
    if (pin === undefined || pin === store) return store
    throw new VaultError('out of reach', `"${this.#file.path}" has its key in the store "${store}", not in "${pin}"`, {
      hint: 'AWSENV_KEYSTORE, or "keystore" in the settings, lets no other store be used: take it away',
    })
  }

  async #pin(): Promise<KeyStoreName | undefined> {
    const named = this.#place.env['AWSENV_KEYSTORE'] || (await this.#place.keystore())
    if (named === undefined || isKeyStoreName(named)) return named
    // the keychain's name on Linux
    if (named === 'secret-service') return 'keychain'
    throw misused(
      `AWSENV_KEYSTORE is "${named}", and there is no such key store`,
      `there are: ${KEY_STORES.join(', ')}`,
    )
  }

  #told(error: unknown): unknown {
    if (!(error instanceof VaultError)) return error
    const { reason, message } = error
    if (reason === 'not a vault' || reason === 'key missing') return this.#file.refusal(error)
    if (reason !== 'out of reach') return error
    return new VaultError(reason, `the key of "${this.#file.path}" is out of reach: ${message}`, {
      hint: 'it lies in the keychain: unlock that, in a session of its desktop, and try again',
      cause: error,
    })
  }
}

const NOBODY = { isPresent: () => false, askHidden: async () => undefined }
