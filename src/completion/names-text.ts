/** The names that completion offers, none of them secret, as texts that every shell can read. Pure. */
import type { AssignedAccount } from '../credentials/identity-center/assignments.ts'
import { parseRoleArn } from '../model/arn.ts'
import type { Profiles } from '../profiles/profiles.ts'
import { aliasNamed, type Settings } from '../settings/settings.ts'
import { printable } from '../text/printable.ts'

/** The kinds of names, each of which has a text of its own. In that of the roles, the account and a tab go before each. */
export const KINDS = ['alias', 'target', 'account', 'role', 'profile', 'sso_session', 'region', 'key'] as const

export type Kind = (typeof KINDS)[number]

/**
 * A line for each name, sorted by its bytes, so that a shell finds one among thousands quickly. `roleArns` are roles
 * known to exist, and `assigned` are the accounts of IAM Identity Center. The roles of `rolesBefore`, the old text, stay.
 */
export function namesTexts(
  profiles: Profiles,
  settings: Settings,
  assigned: readonly AssignedAccount[],
  roleArns: readonly string[],
  rolesBefore: string | undefined,
): Readonly<Record<Kind, string>> {
  const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const aliases = Object.keys(settings.aliases)
  const targets = [...all.map(({ role_arn }) => role_arn), ...aliases.map(name => aliasNamed(settings, name)?.role)]
  const roles = [
    ...targets.flatMap(roleIn),
    ...[...roleArns.flatMap(roleIn), ...rolesIn(rolesBefore)].slice(0, MOST_ROLES),
  ]
  const ids = [...Object.keys(settings.accounts), ...roles.map(([id]) => id), ...assigned.map(one => one.accountId)]
  const nameOf = (id: string) => settings.accounts[id]?.name ?? id
  const assignedRoles = assigned.flatMap(({ accountId, accountName, roles = [] }) =>
    roles.flatMap(role => [accountId, accountName, nameOf(accountId)].map(account => [account, role])),
  )
  const regions = [...all.map(({ region }) => region), ...aliases.map(name => aliasNamed(settings, name)?.region)]
  const settingsKeys = [
    ...aliases.map(name => `aliases.${name}`),
    ...Object.entries(settings.accounts).flatMap(([id, account]) =>
      Object.keys(account).map(field => `accounts.${id}.${field}`),
    ),
  ]
  return {
    alias: namesText(aliases),
    target: namesText(all.filter(({ role_arn }) => role_arn !== undefined).map(({ name }) => name)),
    account: namesText([...ids, ...ids.map(nameOf), ...assigned.map(one => one.accountName)]),
    role: text([...roles, ...roles.map(([id, name]) => [nameOf(id), name]), ...assignedRoles]),
    profile: namesText(all.map(({ name }) => name)),
    sso_session: namesText(profiles.ssoSessionNames()),
    region: namesText(regions.flatMap(region => region ?? [])),
    key: namesText(settingsKeys),
  }
}

/** The line of a role, by its ARN. */
export function roleLine(arn: string): string {
  const [role] = roleIn(arn)
  return role !== undefined && isLine(role) ? role.join('\t') : ''
}

type Role = readonly [accountId: string, name: string]

/** From the ARN of a role, or an alias's `ACCOUNT ROLE`. */
function roleIn(target: string | undefined): readonly Role[] {
  const [id = '', name, ...more] = target?.split(' ') ?? []
  if (/^\d{12}$/.test(id) && name !== undefined && more.length === 0) return [[id, name]]
  try {
    const { accountId, path, roleName } = parseRoleArn(target ?? '')
    return [[accountId, path === '' ? roleName : `${path}/${roleName}`]]
  } catch {
    return []
  }
}

function rolesIn(text: string | undefined): readonly Role[] {
  const found = (text ?? '').matchAll(/^(\d{12})\t([\x21-\x7e]+)$/gm)
  return [...found].map(([, id = '', name = '']) => [id, name])
}

function namesText(names: readonly string[]): string {
  return text(names.map(name => [name]))
}

function text(lines: readonly (readonly string[])[]): string {
  const different = [...new Set(lines.filter(isLine).map(line => line.join('\t')))]
  return sortedByBytes(different)
    .map(line => `${line}\n`)
    .join('')
}

/** Without a surrogate, the order of UTF-16 is that of UTF-8. */
function sortedByBytes(lines: string[]): readonly string[] {
  if (!lines.some(line => /[\ud800-\udfff]/.test(line))) return lines.sort()
  return lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

/** Leaves out what can't be typed after `awsenv assume`: an empty word, an option, a line break. */
function isLine(line: readonly string[]): boolean {
  for (const name of line) if (name === '' || name.startsWith('-')) return false
  const whole = line.join(' ')
  return whole === printable(whole)
}

/** Roles assumed by account and name pile up; those of the files are always there. */
const MOST_ROLES = 5_000
