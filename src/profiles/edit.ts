/**
 * Adds profiles to the config file, or removes them; every other byte stays. The file is handled as Latin-1, which
 * has a character for each byte, whatever its encoding is. Pure.
 */
import { type IniSection, iniSections } from './ini.ts'
import { sectionOf } from './parse.ts'

/** The keys of a profile to write; undefined ones are left out. */
export type WrittenKeys = Readonly<Record<string, string | undefined>>

/**
 * The bytes with these profiles at the end. They replace profiles of the same names, whose other keys
 * are kept. `file` is for messages.
 */
export function withProfiles(bytes: Uint8Array, file: string, profiles: ReadonlyMap<string, WrittenKeys>): Uint8Array {
  const names = new Set(profiles.keys())
  const text = latin1(withoutProfiles(bytes, file, names))
  const end = /\r?\n/.exec(text)?.[0] ?? '\n'
  const before = sectionsNamed(bytes, file, names)
  const lines = withoutMark(latin1(bytes)).split(/\r?\n/)
  const sections = [...profiles].map(([name, keys]) => {
    const written = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`]))
    const own = latin1(new TextEncoder().encode([headerOf(name), ...written].join(end)))
    return [own, ...(before.get(name) ?? []).flatMap(section => otherLines(lines, section, keys))].join(end)
  })
  const added = sections.join(`${end}${end}`)
  if (withoutMark(text) === '') return bytesOf(`${text}${added}${end}`)
  // A file without a final newline stays so: removing the profiles again leaves no trace.
  return bytesOf(text.endsWith('\n') ? `${text}${end}${added}${end}` : `${text}${end}${end}${added}`)
}

/** The bytes without the profiles. Comments after one stay: they may be about the next. */
export function withoutProfiles(bytes: Uint8Array, file: string, names: ReadonlySet<string>): Uint8Array {
  const text = latin1(bytes)
  const mark = text.slice(0, text.length - withoutMark(text).length)
  const lines = withoutMark(text).split(/(?<=\n)/)
  const gone = new Set<number>()
  for (const { line, next } of [...sectionsNamed(bytes, file, names).values()].flat()) {
    for (const number of ownLines(lines, line, next ?? lines.length + 1)) gone.add(number)
    if (isBlank(lines[line - 2])) gone.add(line - 1)
  }
  const rest = lines.filter((_, index) => !gone.has(index + 1)).join('')
  // The newline before the last line was added with it.
  return bytesOf(mark + (gone.has(lines.length) && !text.endsWith('\n') ? rest.replace(/\r?\n$/, '') : rest))
}

/** Keys that somebody has added to such a profile. */
function otherLines(lines: readonly string[], { entries, next }: Placed, keys: WrittenKeys): readonly string[] {
  return entries.flatMap(({ key, line }, index) => {
    const end = entries[index + 1]?.line ?? next ?? lines.length + 1
    return Object.hasOwn(keys, key) ? [] : lines.slice(line - 1, end - 1).filter(text => !/^\s*(?:[#;]|$)/.test(text))
  })
}

/** A section, and the line at which the next one begins, if there is one. */
type Placed = IniSection & { readonly next: number | undefined }

/** The sections of profiles of these names, by name. */
function sectionsNamed(
  bytes: Uint8Array,
  file: string,
  names: ReadonlySet<string>,
): ReadonlyMap<string, readonly Placed[]> {
  const sections = [...iniSections(bytes, file)]
  const named = new Map<string, Placed[]>()
  for (const [index, found] of sections.entries()) {
    const section = sectionOf(found.header, 'config')
    if (!('kind' in section) || !names.has(section.name) || !['profile', 'default'].includes(section.kind)) continue
    named.set(section.name, [...(named.get(section.name) ?? []), { ...found, next: sections[index + 1]?.line }])
  }
  return named
}

/** From its header to its last key; lines count from 1. */
function ownLines(lines: readonly string[], first: number, next: number): readonly number[] {
  let last = next - 1
  while (last > first && /^\s*(?:[#;].*)?\s*$/.test(lines[last - 1] ?? '')) last--
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === ''
}

export function headerOf(name: string): string {
  return name === 'default' ? '[default]' : `[profile ${name}]`
}

export function withoutMark(text: string): string {
  return text.startsWith('ï»¿') ? text.slice(3) : text
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
