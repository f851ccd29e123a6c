/**
 * aws-vault: long-term keys in a folder of encrypted files, in the keychain, or in pass; lines of credential_process; its own
 * keys of profiles. https://github.com/99designs/aws-vault/blob/master/cli/global.go names the places.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { shellWord } from '../shells/posix.ts'
import type { Finding, OtherTool } from './finding.ts'
import { type KeyFolderOfTool, keysInFolder, keysInKeychain } from './keyring-keys.ts'
import { processFinding, toolLines, unreadKeys } from './process-line.ts'

export const awsVault: OtherTool = {
  name: 'aws-vault',
  async find(context) {
    const keychain = await keysInKeychain(context, {
      ...{ tool: 'aws-vault', removal: 'aws-vault remove' },
      isOwn: ({ label }) => label.startsWith('aws-vault'),
    })
    const keys = [
      ...(await keysInFolder(context, folderOf(context))),
      ...(keychain.length > 0 ? keychain : unreadKeychain(context)),
      ...keysInPass(context),
    ]
    const lines = toolLines(context, /(?:^|[/\\])aws-vault(?:\.exe)?$/, askedIn)
    const unread = unreadKeys(context, lines, keys, name => exportedBy('aws-vault', name))
    const found = [...keys, ...unread, ...lines.map(line => processFinding(context, line))]
    return found.length === 0 ? [] : [...found, ...profileKeys(context)]
  },
}

function folderOf({ env, home }: Context): KeyFolderOfTool {
  const path = (env['AWS_VAULT_FILE_DIR'] || '~/.awsvault/keys').replace(/^~(?=[/\\]|$)/, home)
  return { path, given: env['AWS_VAULT_FILE_PASSPHRASE'], removal: 'aws-vault --backend=file remove', isSession }
}

/** A locked keychain, one of macOS or Windows, and names that no profile has. */
function unreadKeychain({ home }: Context): readonly Finding[] {
  return [
    join(home, '.local', 'share', 'keyrings', 'awsvault.keyring'),
    join(home, 'Library', 'Keychains', 'aws-vault.keychain-db'),
  ]
    .filter(path => existsSync(path))
    .map(path => ({
      what: `the keychain "${path}", in which awsenv sees no key`,
      plan: exportedBy('aws-vault', 'PROFILE'),
    }))
}

/** Only if the environment says that aws-vault uses pass: its entries have no mark of their own. */
function keysInPass({ env, home, profiles }: Context): readonly Finding[] {
  const { AWS_VAULT_PASS_PREFIX: prefix = '', AWS_VAULT_PASS_PASSWORD_STORE_DIR: store } = env
  if (prefix === '' && env['AWS_VAULT_BACKEND'] !== 'pass') return []
  const folder = join(store || join(home, '.password-store'), prefix)
  return namesIn(folder)
    .filter(name => prefix !== '' || profiles.get(name) !== undefined)
    .filter(name => !isSession(name))
    .map(name => ({
      what: `the key "${name}" in pass ("${folder}")`,
      plan: exportedBy('aws-vault --backend=pass', name),
    }))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).flatMap(name => (name.endsWith('.gpg') ? [name.slice(0, -4)] : []))
  } catch {
    return []
  }
}

function exportedBy(command: string, name: string): string {
  const word = shellWord(name)
  return `run: ${command} export --no-session --format=env ${word} | cut -d= -f2- | awsenv keys add ${word} --stdin`
}

/** aws-vault keeps its sessions beside the keys, by names of four parts; older versions had other names. */
function isSession(name: string): boolean {
  return /^[^,]+,[^,]+,[^,]*,\d+$|^session[,:]| session \(\d+\)$|^oidc:/.test(name)
}

/** `exec NAME --json` and `export NAME --format=json`, with options that change nothing for awsenv. */
function askedIn(words: readonly string[]): string | undefined {
  const isOption = (word: string) => word.startsWith('-')
  const [command, name, ...more] = words.filter(word => !isOption(word))
  const options = words.filter(isOption)
  const asJson = command === 'exec' ? /^(?:--json|-j)$/ : command === 'export' ? /^--format=json$/ : undefined
  const isPlain = options.every(
    option => asJson?.test(option) || /^(?:--no-session|-n|--debug|--(?:backend|prompt|keychain)=.*)$/.test(option),
  )
  return asJson !== undefined && options.some(option => asJson.test(option)) && isPlain && more.length === 0
    ? name
    : undefined
}

/** What stands in ~/.aws/config for aws-vault alone. */
function profileKeys({ profiles }: Context): readonly Finding[] {
  const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const having = (keys: readonly string[]) => keys.filter(key => all.some(({ settings }) => settings.has(key)))
  const read = having(['include_profile', 'mfa_process', 'source_identity', 'session_tags', 'transitive_session_tags'])
  const unread = having(Object.keys(UNREAD))
  return [
    ...(read.length > 0
      ? [{ what: `${read.join(', ')} in your profiles`, plan: 'nothing to do: awsenv reads them' }]
      : []),
    ...unread.map(key => ({ what: `${key} in your profiles, which awsenv doesn't read`, plan: UNREAD[key] ?? '' })),
  ]
}

const UNREAD: Readonly<Record<string, string>> = {
  parent_profile: 'rename it to include_profile',
  web_identity_token_process: 'have the process write its token to a file, and name that in web_identity_token_file',
}
