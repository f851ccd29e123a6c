/** awsenv's own settings: their meanings and defaults. What a file may say is in schema.ts. Pure. */
import { DEFAULT_TEMPLATE } from '../model/profile-template.ts'

/** A short name for a role, and how to assume it. */
export type Alias = {
  /** The ARN of a role, "ACCOUNT ROLE", or a profile's name. */
  readonly role: string
  /** The profile whose key assumes the role. */
  readonly from?: string | undefined
  readonly region?: string | undefined
  readonly duration?: string | number | undefined
  readonly external_id?: string | undefined
  readonly session_name?: string | undefined
}

/** The settings of an AWS account. */
export type Account = {
  /** Replaces the account id in labels: `Admin@production`. */
  readonly name?: string | undefined
  /** Whether its roles need a confirmation: its name, typed. */
  readonly confirm?: boolean | undefined
  /** Whether `--yes` may replace the typed name. */
  readonly allow_yes?: boolean | undefined
  /** The duration of its roles, unless the command line or the profile says. */
  readonly duration?: string | number | undefined
  /** The colour of its roles in the prompt. */
  readonly colour?: string | undefined
  /** The profile whose key is for this account. */
  readonly from?: string | undefined
}

export type Settings = {
  /** By name. */
  readonly aliases: Readonly<Record<string, string | Alias>>
  /** By account id. */
  readonly accounts: Readonly<Record<string, Account>>
  /** Whether AWS_VAULT names the session too, for tools that only know aws-vault. */
  readonly aws_vault: boolean
  /** Whether answers to a hook stay ready for it in memory. */
  readonly ready: boolean
  /** Where an MFA code is asked for if there is no terminal: "terminal", which is nowhere, or "window". */
  readonly ask: string
  /** The only store for the key of keys.vault. Undefined: the keychain, else a passphrase. */
  readonly keystore?: string
  /** Hosts beside AWS's own to which requests may go, over https. */
  readonly endpoints: readonly string[]
  /** Proxies and certificate files that need no warning when a code goes through them. */
  readonly proxies: readonly string[]
  readonly ca_bundles: readonly string[]
  /** The command line of a program that opens {url}; empty for the system's own browser. */
  readonly browser: string
  /** What has a container or a profile of that browser to itself: "account" or "role". */
  readonly browser_per: string
  /** Whether the browser leaves its session at the console before another one begins. */
  readonly browser_sign_out: boolean
  /** The names of the profiles that config sync writes. */
  readonly profile_template: string
}

export const DEFAULTS: Settings = {
  aliases: {},
  accounts: {},
  aws_vault: false,
  ready: true,
  ask: 'terminal',
  endpoints: [],
  proxies: [],
  ca_bundles: [],
  browser: '',
  browser_per: 'account',
  browser_sign_out: false,
  profile_template: DEFAULT_TEMPLATE,
}

/** A path from the root: `['accounts', '123456789012', 'name']`. */
export type KeyPath = readonly string[]

export function keyName(path: KeyPath): string {
  return path.join('.')
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
