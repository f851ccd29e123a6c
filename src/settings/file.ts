/** The settings file: its place, its contents, and its text with one setting changed. */
import { isDeepStrictEqual } from 'node:util'
import { AwsenvError, misused } from '../errors.ts'
import { ownPath } from '../files/directories.ts'
import { readTextFile } from '../files/read.ts'
import type { Environment } from '../model/environment.ts'
import { eitherOf } from '../text/near-names.ts'
import { DEFAULTS, type KeyPath, keyName, type Settings } from './settings.ts'
import { literalOf, withoutSetting, withSetting } from './toml/edit.ts'
import { lineOf } from './toml/pieces.ts'
import { isTable, parseToml, type Table } from './toml/toml.ts'

/** A file's contents, and its text. */
export type SettingsFile = {
  readonly path: string
  /** Undefined if there is no file: then all settings are defaults. */
  readonly text: string | undefined
  readonly settings: Settings
  /** As written, without defaults. */
  readonly data: Table
}

export function settingsPath(env: Environment, home: string): string {
  return ownPath(env, home, 'config', 'config.toml')
}

/**
 * Reads it. `warn` gets keys that awsenv doesn't know.
 * @throws AwsenvError with file, line and reason: a faulty setting is never ignored.
 */
export async function readSettings(place: {
  readonly env: Environment
  readonly home: string
  warn(message: string): void
}): Promise<SettingsFile> {
  const path = settingsPath(place.env, place.home)
  const text = readTextFile(path)
  if (text === undefined) return { path, text, settings: DEFAULTS, data: {} }
  const read = await parseToml(text)
  if ('reason' in read) throw broken(path, read.line, read.reason)
  const { data } = read
  const { checked, unknownKeys } = await import('./schema.ts')
  const result = checked(data)
  if ('faults' in result) {
    const [{ path: key, needed } = { path: [], needed: '' }, ...more] = result.faults
    const also = more.length === 0 ? '' : ` (and ${more.length} more like this)`
    throw broken(path, lineOf(text, key), `"${keyName(key)}" has to be ${needed}${also}`)
  }
  for (const { path: key, near } of unknownKeys(data)) {
    const meant = near.length === 0 ? '' : `: did you mean ${eitherOf(near)}?`
    place.warn(`"${keyName(key)}" in "${path}", line ${lineOf(text, key)}, is not a setting${meant}`)
  }
  return { path, text, settings: result.settings, data }
}

/**
 * The text with one setting changed, or removed if `value` is undefined; everything else stays byte for byte.
 * @throws AwsenvError if the value is outside its limits, or can't be changed without touching others.
 */
export async function changedText(file: SettingsFile, key: KeyPath, value: unknown): Promise<string> {
  const wanted = withValue(file.data, key, value)
  const { checked } = await import('./schema.ts')
  const result = checked(wanted)
  if ('faults' in result) {
    const [fault] = result.faults
    const said = typeof value === 'string' ? value : literalOf(value)
    throw misused(
      `"${said}" can't be the value of "${keyName(key)}"`,
      `"${keyName(fault?.path ?? key)}" has to be ${fault?.needed}`,
    )
  }
  const before = file.text ?? ''
  const text = value === undefined ? withoutSetting(before, key) : withSetting(before, key, literalOf(value))
  // Checked for any shape of file: the new text must say what was wanted, and nothing else.
  const read = await parseToml(text)
  if ('data' in read && isDeepStrictEqual(withoutEmpty(read.data), withoutEmpty(wanted))) return text
  throw new AwsenvError(`"${keyName(key)}" can't be changed in "${file.path}" without changing what is around it`, {
    hint: 'edit it by hand',
  })
}

function broken(path: string, line: number, reason: string): AwsenvError {
  return new AwsenvError(`cannot use "${path}", line ${line}: ${reason}`, { hint: 'correct that line' })
}

function withValue(table: Table, [name = '', ...rest]: KeyPath, value: unknown): Table {
  if (rest.length > 0) {
    const inner = Object.hasOwn(table, name) ? table[name] : undefined
    return inner === undefined && value === undefined
      ? table
      : { ...table, [name]: withValue(isTable(inner) ? inner : {}, rest, value) }
  }
  if (value !== undefined) return { ...table, [name]: value }
  return Object.fromEntries(Object.entries(table).filter(([other]) => other !== name))
}

/** A header may be left with nothing below it, and means nothing. */
function withoutEmpty(table: Table): Table {
  const entries = Object.entries(table).map(([name, value]) => [name, isTable(value) ? withoutEmpty(value) : value])
  return Object.fromEntries(entries.filter(([, value]) => !isTable(value) || Object.keys(value as Table).length > 0))
}
