/** The names that completion offers, none of them secret, as a text that every shell can read. Pure. */
import { parseRoleArn } from '../model/arn.ts'
import type { Profiles } from '../profiles/profiles.ts'
import { aliasNamed, type Settings } from '../settings/settings.ts'
import { printable } from '../text/printable.ts'

/**
 * Lines of a kind, a tab and a name; a role's name is its account and its own name. `roleArns` are
 * roles known to exist. The roles of `before`, the old text, stay.
 */
export function namesText(
  profiles: Profiles,
  settings: Settings,
  roleArns: readonly string[],
  before: string | undefined,
): string {
  const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const aliases = Object.keys(settings.aliases)
  const targets = [...all.map(({ role_arn }) => role_arn), ...aliases.map(name => aliasNamed(settings, name)?.role)]
  const roles = [...[...roleArns, ...targets].flatMap(roleIn), ...rolesIn(before)].slice(0, MOST_ROLES)
  const ids = [...new Set([...Object.keys(settings.accounts), ...roles.map(([id]) => id)])]
  const nameOf = (id: string) => settings.accounts[id]?.name ?? id
  const regions = [...all.map(({ region }) => region), ...aliases.map(name => aliasNamed(settings, name)?.region)]
  const lines = [
    ...aliases.map(name => ['alias', name]),
    ...all.filter(({ role_arn }) => role_arn !== undefined).map(({ name }) => ['target', name]),
    ...ids.flatMap(id => [
      ['account', id],
      ['account', nameOf(id)],
    ]),
    ...roles.flatMap(([id, name]) => [
      ['role', id, name],
      ['role', nameOf(id), name],
    ]),
    ...all.map(({ name }) => ['profile', name]),
    ...regions.map(region => ['region', region ?? '']),
    ...aliases.map(name => ['key', `aliases.${name}`]),
    ...Object.entries(settings.accounts).flatMap(([id, account]) =>
      Object.keys(account).map(field => ['key', `accounts.${id}.${field}`]),
    ),
  ]
  return [...new Set(lines.filter(isLine).map(line => `${line.join('\t')}\n`))].join('')
}

/** The line of a role, by its ARN. */
export function roleLine(arn: string): string {
  return ['role', ...(roleIn(arn)[0] ?? [])].join('\t')
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
  const found = (text ?? '').matchAll(/^role\t(\d{12})\t([\x21-\x7e]+)$/gm)
  return [...found].map(([, id = '', name = '']) => [id, name])
}

/** Leaves out what can't be typed after `awsenv assume`: an empty word, an option, a line break. */
function isLine(line: readonly string[]): boolean {
  return line.every(name => name !== '' && !name.startsWith('-') && name === printable(name))
}

/** Roles assumed by account and name pile up, so those of the files come first. */
const MOST_ROLES = 5_000
