/**
 * Removes a profile's access key from a shared file, or puts it back; every other byte stays. The file is
 * handled as Latin-1, as in edit.ts. Pure.
 */
import { bytesOf, headerOf, latin1, withoutMark } from './edit.ts'
import { type IniEntry, type IniSection, iniSections } from './ini.ts'
import { type FileKind, sectionOf } from './parse.ts'

/** A profile's part of a file. `file` is for messages. */
export type Place = { readonly file: string; readonly kind: FileKind; readonly name: string }

export type PlainKey = { readonly accessKeyId: string; readonly secretAccessKey: string }

/**
 * The bytes without this key of the profile, and without a temporary one; another long-term key stays. A `line`
 * replaces the first removed line; without a key, it goes to the end of the section,
 * which is added if needed.
 */
export function withoutKey(bytes: Uint8Array, place: Place, key: PlainKey, line?: string): Uint8Array {
  const text = open(bytes, place)
  const own = text.sections.flatMap(section => ownEntries(section, key))
  if (own.length > 0) return replaced(text, own, line === undefined ? [] : [line])
  return line === undefined ? bytes : added(text, place, [line])
}

/** Whether the profile has both halves of this key. */
export function hasKey(bytes: Uint8Array, place: Place, key: PlainKey): boolean {
  const own = open(bytes, place).sections.flatMap(section => ownEntries(section, key))
  return [key.accessKeyId, key.secretAccessKey].every(half => own.some(({ value }) => value === half))
}

/** Where the profile has another long-term key, and its id if it is there. */
export function otherKeys(bytes: Uint8Array, place: Place, key: PlainKey): readonly OtherKey[] {
  return open(bytes, place).sections.flatMap(section => {
    const [first] = otherEntries(section, key)
    if (first === undefined) return []
    const accessKeyId = section.entries.findLast(entry => entry.key === 'aws_access_key_id')?.value
    return [{ line: first.line, accessKeyId }]
  })
}

export type OtherKey = { readonly line: number; readonly accessKeyId: string | undefined }

/**
 * The bytes with a key in the profile, replacing a temporary one and the entries that `isInstead` selects by name
 * and value.
 */
export function withKey(
  bytes: Uint8Array,
  place: Place,
  key: PlainKey,
  isInstead: (key: string, value: string) => boolean,
): Uint8Array {
  const text = open(bytes, place)
  const lines = [`aws_access_key_id = ${key.accessKeyId}`, `aws_secret_access_key = ${key.secretAccessKey}`]
  const gone = text.sections.flatMap(section => {
    const own = new Set(ownEntries(section, key))
    return section.entries.filter(entry => own.has(entry) || isInstead(entry.key, entry.value))
  })
  return gone.length > 0 ? replaced(text, gone, lines) : added(text, place, lines)
}

/** The bytes with one entry of the profile set: its last occurrence is replaced, else it goes after the section's header. */
export function withEntry(bytes: Uint8Array, place: Place, key: string, value: string): Uint8Array {
  const text = open(bytes, place)
  const entry = text.sections.flatMap(({ entries }) => entries).findLast(one => one.key === key)
  const line = `${key} = ${value}`
  return entry === undefined ? added(text, place, [line]) : replaced(text, [entry], [line])
}

/** The bytes with a line in the place of an entry, or without it; undefined if the profile no longer has that entry. */
export function withReplacement(
  bytes: Uint8Array,
  place: Place,
  { key, value }: { readonly key: string; readonly value: string },
  line: string | undefined,
): Uint8Array | undefined {
  const text = open(bytes, place)
  const entries = text.sections.flatMap(section => section.entries).filter(entry => entry.key === key)
  // Of several, the last one counts.
  if (entries.at(-1)?.value !== value) return undefined
  return replaced(text, entries, line === undefined ? [] : [line])
}

const KEY: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
])

/** The lines of this key or of a temporary one; beside another long-term key, only the lines that are this one's. */
function ownEntries(section: IniSection, key: PlainKey): readonly IniEntry[] {
  const ofAnyKey = section.entries.filter(entry => KEY.has(entry.key))
  if (otherEntries(section, key).length === 0) return ofAnyKey
  return ofAnyKey.filter(entry => entry.value === halfOf(entry, key))
}

/** The halves of another long-term key. A secret without an id may belong to one. */
function otherEntries({ entries }: IniSection, key: PlainKey): readonly IniEntry[] {
  const ids = entries.filter(entry => entry.key === 'aws_access_key_id')
  const isTemporary = ids.length > 0 && ids.every(({ value }) => value.startsWith('ASIA'))
  return entries.filter(entry => {
    const half = halfOf(entry, key)
    return !isTemporary && half !== undefined && entry.value !== '' && entry.value !== half
  })
}

/** The value that an entry would have for this key. */
function halfOf(entry: IniEntry, { accessKeyId, secretAccessKey }: PlainKey): string | undefined {
  if (entry.key === 'aws_access_key_id') return accessKeyId
  return entry.key === 'aws_secret_access_key' ? secretAccessKey : undefined
}

type Text = {
  readonly mark: string
  /** With their newlines. */
  readonly lines: readonly string[]
  /** The profile's own. */
  readonly sections: readonly IniSection[]
}

function open(bytes: Uint8Array, { file, kind, name }: Place): Text {
  const text = latin1(bytes)
  const sections = [...iniSections(bytes, file)].filter(({ header }) => {
    const section = sectionOf(header, kind)
    return 'kind' in section && section.name === name && ['profile', 'default'].includes(section.kind)
  })
  const rest = withoutMark(text)
  return { mark: text.slice(0, text.length - rest.length), lines: rest === '' ? [] : rest.split(/(?<=\n)/), sections }
}

/** Replaces the first of the entries by the lines, and removes the others. */
function replaced({ mark, lines }: Text, entries: readonly IniEntry[], instead: readonly string[]): Uint8Array {
  const gone = new Set(entries.flatMap(entry => entryLines(lines, entry)))
  const first = Math.min(...gone)
  const kept = lines.map((line, index) => {
    if (index + 1 === first) return instead.map(text => text + (endOf(line) || lineEnd(lines))).join('')
    return gone.has(index + 1) ? '' : line
  })
  const text = kept.join('')
  // A file without a final newline stays so.
  const ended = lines.at(-1)?.endsWith('\n') === false ? text.replace(/\r?\n$/, '') : text
  return bytesOf(mark + ended)
}

/** Adds the lines after the section's header, or in a new section at the end. */
function added({ mark, lines, sections: [section] }: Text, { kind, name }: Place, more: readonly string[]): Uint8Array {
  const end = lineEnd(lines)
  const ended = lines.map((line, index) => (index === lines.length - 1 && !line.endsWith('\n') ? line + end : line))
  const block = more.map(line => line + end)
  if (section !== undefined) return bytesOf(mark + ended.toSpliced(section.line, 0, ...block).join(''))
  const header = kind === 'config' ? headerOf(name) : `[${name}]`
  const between = ended.length > 0 && ended.at(-1)?.trim() !== '' ? [end] : []
  return bytesOf(mark + [...ended, ...between, latin1(new TextEncoder().encode(header)) + end, ...block].join(''))
}

/** Line numbers from 1: the key's line and its continuation lines. Comments between them stay. */
function entryLines(lines: readonly string[], { line, value }: IniEntry): readonly number[] {
  const numbers = [line]
  const count = value.split('\n').length
  for (let next = line + 1; numbers.length < count; next++)
    if (!/^\s*(?:[#;].*)?$/.test((lines[next - 1] ?? '').trimEnd())) numbers.push(next)
  return numbers
}

function endOf(line: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? ''
}

function lineEnd(lines: readonly string[]): string {
  return endOf(lines[0] ?? '') || '\n'
}
