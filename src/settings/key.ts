/** Keys as typed on a command line: `aws_vault`, `aliases.prod`, `accounts.123456789012.name`. Pure. */
import { misused } from '../errors.ts'
import { accountIdIn } from '../model/arn.ts'
import { nearNames } from '../text/near-names.ts'
import { fieldsAt } from './schema.ts'
import { DEFAULTS, type KeyPath, keyName } from './settings.ts'
import { parseToml } from './toml/toml.ts'

/** The path of a setting. An alias is a single setting: a dot after `aliases.` belongs to its name. */
export function keyPath(key: string): KeyPath {
  const path = anyPath(key)
  const [root = ''] = path
  const depth = root === 'aliases' ? 2 : root === 'accounts' ? 3 : 1
  const isKnown = path.every((name, index) => fieldsAt(path.slice(0, index))?.includes(name) ?? name !== '')
  if (isKnown && path.length === depth) return path
  throw misused(`"${key}" is not a setting`, hintFor(path))
}

/** The same for removing, which also takes a whole table or an unknown key. */
export function anyPath(key: string): KeyPath {
  const [root = '', ...rest] = key.split('.')
  if (root === 'aliases' && rest.length > 0) return [root, rest.join('.')]
  const [name, ...more] = rest
  return root === 'accounts' && name !== undefined ? [root, accountIdIn(name) ?? name, ...more] : [root, ...rest]
}

/** The default of a setting; undefined if it has none. */
export function defaultOf(path: KeyPath): unknown {
  return path.length === 1 ? DEFAULTS[path[0] as keyof typeof DEFAULTS] : undefined
}

/**
 * A typed value: `true`, `false`, hosts separated by commas, TOML if it begins with a bracket;
 * everything else is a text.
 */
export async function typedValue(path: KeyPath, text: string): Promise<unknown> {
  if (/^\s*[[{]/.test(text)) return parsedValue(text)
  if (typeof defaultOf(path) === 'boolean' || ['confirm', 'allow_yes'].includes(path[2] ?? '')) {
    return text === 'true' ? true : text === 'false' ? false : text
  }
  return Array.isArray(defaultOf(path)) ? text.split(',').map(word => word.trim()) : text
}

async function parsedValue(text: string): Promise<unknown> {
  const read = await parseToml(`value = ${text}`)
  if ('data' in read) return read.data['value']
  throw misused(
    `"${text}" is not a TOML list or table: ${read.reason}`,
    'write it like { role = "123456789012 Admin", region = "eu-central-1" } or ["sts.example.org"]',
  )
}

function hintFor(path: KeyPath): string {
  const [root = '', ...rest] = path
  if (root === 'aliases') return 'write it like aliases.prod'
  if (root === 'accounts' && rest.length !== 2) return 'write it like accounts.123456789012.name'
  const wrong = path.findIndex((name, index) => fieldsAt(path.slice(0, index))?.includes(name) === false)
  const known = fieldsAt(path.slice(0, Math.max(wrong, 0))) ?? []
  const near = nearNames(path[Math.max(wrong, 0)] ?? '', known)
  const before = path.slice(0, Math.max(wrong, 0))
  const full = (name: string) => `"${keyName([...before, name])}"`
  return near.length > 0 ? `did you mean ${near.map(full).join(' or ')}?` : `there are ${known.map(full).join(', ')}`
}
