/** Which settings a file can have, and what their values must be. Only a call that finds such a file evaluates this. Pure. */
import * as t from 'typanion'
import { nearNames } from '../text/near-names.ts'
import * as is from './rules.ts'
import { type Alias, DEFAULTS, type KeyPath, type Settings } from './settings.ts'

const aliasFields = {
  role: is.isTarget,
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
  name: t.isOptional(is.isAccountName),
  confirm: t.isOptional(is.isYesOrNo),
  allow_yes: t.isOptional(is.isYesOrNo),
  duration: t.isOptional(is.isRoleDuration),
  colour: t.isOptional(is.isColour),
  from: t.isOptional(is.isProfileName),
}

const fields = {
  aliases: t.isOptional(is.dictionary('letters, digits and ._@+-, 64 at most', is.isAliasName, isAlias)),
  accounts: t.isOptional(is.dictionary('12 digits', id => /^\d{12}$/.test(id), is.table(accountFields))),
  aws_vault: t.isOptional(is.isYesOrNo),
  ready: t.isOptional(is.isYesOrNo),
  ask: t.isOptional(is.isAsk),
  keystore: t.isOptional(is.isKeyStore),
  endpoints: t.isOptional(is.isListOfHosts),
  proxies: t.isOptional(is.isListOfHosts),
  ca_bundles: t.isOptional(is.isListOfPaths),
  browser: t.isOptional(is.isBrowser),
  browser_per: t.isOptional(is.isBrowserPer),
  browser_sign_out: t.isOptional(is.isYesOrNo),
  profile_template: t.isOptional(is.isProfileTemplate),
}
const isSettings = is.table(fields)

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
