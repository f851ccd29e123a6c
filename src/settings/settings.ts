/** awsenv's own settings: their keys, meanings and defaults. Pure. */
import * as t from 'typanion'
import { DEFAULT_TEMPLATE } from '../model/profile-template.ts'
import { nearNames } from '../text/near-names.ts'
import * as is from './rules.ts'

const aliasFields = {
  /** The ARN of a role, "ACCOUNT ROLE", or a profile's name. */
  role: is.isTarget,
  /** The profile whose key assumes the role. */
  from: t.isOptional(is.isProfileName),
  region: t.isOptional(is.isRegion),
  duration: t.isOptional(is.isRoleDuration),
  external_id: t.isOptional(is.isExternalId),
  session_name: t.isOptional(is.isSessionName),
}
const isAliasTable = is.table(aliasFields)
const isAlias = t.makeValidator<unknown, string | Alias>({
  test: (value, state): value is string | Alias =>
    typeof value === 'string' ? is.isTarget(value, state) : isAliasTable(value, state),
})

const accountFields = {
  /** Replaces the account id in labels: `Admin@production`. */
  name: t.isOptional(is.isAccountName),
  /** Whether its roles need a confirmation: its name, typed. */
  confirm: t.isOptional(is.isYesOrNo),
  /** Whether `--yes` may replace the typed name. */
  allow_yes: t.isOptional(is.isYesOrNo),
  /** The duration of its roles, unless the command line or the profile says. */
  duration: t.isOptional(is.isRoleDuration),
  /** The colour of its roles in the prompt. */
  colour: t.isOptional(is.isColour),
  /** The profile whose key is for this account. */
  from: t.isOptional(is.isProfileName),
}

const fields = {
  aliases: t.isOptional(is.dictionary('letters, digits and ._@+-, 64 at most', is.isAliasName, isAlias)),
  accounts: t.isOptional(is.dictionary('12 digits', id => /^\d{12}$/.test(id), is.table(accountFields))),
  /** Whether AWS_VAULT names the session too, for tools that only know aws-vault. */
  aws_vault: t.isOptional(is.isYesOrNo),
  /** Whether answers to a hook stay ready for it in memory. */
  ready: t.isOptional(is.isYesOrNo),
  /** The only store for the key of keys.vault. */
  keystore: t.isOptional(is.isKeyStore),
  /** Hosts beside AWS's own to which requests may go, over https. */
  endpoints: t.isOptional(is.isListOfHosts),
  /** Proxies and certificate files that need no warning when a code goes through them. */
  proxies: t.isOptional(is.isListOfHosts),
  ca_bundles: t.isOptional(is.isListOfPaths),
  /** The command line of a program that opens {url}; empty for the system's own browser. */
  browser: t.isOptional(is.isBrowser),
  /** The names of the profiles that config sync writes. */
  profile_template: t.isOptional(is.isProfileTemplate),
}
const isSettings = is.table(fields)

/** A short name for a role, and how to assume it. */
export type Alias = t.InferType<typeof isAliasTable>
/** The settings of an AWS account. */
export type Account = NonNullable<t.InferType<typeof fields.accounts>>[string]
export type Settings = {
  /** By name. */
  readonly aliases: Readonly<Record<string, string | Alias>>
  /** By account id. */
  readonly accounts: Readonly<Record<string, Account>>
  readonly aws_vault: boolean
  readonly ready: boolean
  /** Undefined: the keychain, else a passphrase. */
  readonly keystore?: string
  readonly endpoints: readonly string[]
  readonly proxies: readonly string[]
  readonly ca_bundles: readonly string[]
  readonly browser: string
  readonly profile_template: string
}

export const DEFAULTS: Settings = {
  aliases: {},
  accounts: {},
  aws_vault: false,
  ready: true,
  endpoints: [],
  proxies: [],
  ca_bundles: [],
  browser: '',
  profile_template: DEFAULT_TEMPLATE,
}

/** A path from the root: `['accounts', '123456789012', 'name']`. */
export type KeyPath = readonly string[]

/** What is wrong where: what the value must be. */
export type Fault = { readonly path: KeyPath; readonly needed: string }

/** A checked file: its settings, or everything wrong with it. */
export function checked(data: unknown): { readonly settings: Settings } | { readonly faults: readonly Fault[] } {
  const errors: string[] = []
  if (isSettings(data, { errors })) {
    const twice = nameGivenTwice(data.accounts ?? {})
    return twice === undefined ? { settings: { ...DEFAULTS, ...(data as Partial<Settings>) } } : { faults: [twice] }
  }
  return { faults: errors.map(faultOf) }
}

/** The names of the fields at a path; undefined if they are the user's. */
export function fieldsAt(path: KeyPath): readonly string[] | undefined {
  if (path.length === 0) return Object.keys(fields)
  if (path.length !== 2) return undefined
  return Object.keys(path[0] === 'accounts' ? accountFields : aliasFields)
}

/** Unknown keys, each with the likely ones. */
export function unknownKeys(data: unknown, path: KeyPath = []): readonly { path: KeyPath; near: readonly string[] }[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return []
  const known = fieldsAt(path)
  return Object.entries(data).flatMap(([name, value]) => {
    if (known !== undefined && !known.includes(name)) return [{ path: [...path, name], near: nearNames(name, known) }]
    return path.length < 2 ? unknownKeys(value, [...path, name]) : []
  })
}

/** An alias in its long form; undefined if there is none. */
export function aliasNamed({ aliases }: Settings, name: string): Alias | undefined {
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined
  return typeof alias === 'string' ? { role: alias } : alias
}

/** The settings of an account, empty for most. */
export function accountOf({ accounts }: Settings, accountId: string): Account {
  return (Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined) ?? {}
}

/** The id of the account that has this name in the settings. */
export function accountIdNamed({ accounts }: Settings, name: string): string | undefined {
  return Object.keys(accounts).find(id => accounts[id]?.name === name)
}

/** typanion writes an error as `.accounts["123456789012"].name: text`. */
function faultOf(error: string): Fault {
  const [, path = '', needed = ''] = /^((?:\.|\w+|\["(?:[^"\\]|\\.)*"\]|\[\d+\])*): (.*)$/s.exec(error) ?? []
  const words = path.match(/\w+|"(?:[^"\\]|\\.)*"/g) ?? []
  return { path: words.map(word => (word.startsWith('"') ? JSON.parse(word) : word)), needed }
}

/** Two accounts with one name would look alike in the prompt. */
function nameGivenTwice(accounts: Settings['accounts']): Fault | undefined {
  const named = Object.entries(accounts).filter(([, { name }]) => name !== undefined)
  const [id] = named.find(([, { name }], index) => named.findIndex(([, other]) => other.name === name) !== index) ?? []
  return id === undefined ? undefined : { path: ['accounts', id, 'name'], needed: 'a name that no other account has' }
}
