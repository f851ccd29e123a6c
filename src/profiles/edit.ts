/**
 * A profile put into the config file, or taken out of it; every other byte stays. The file is handled as Latin-1, which
 * has a character for each byte, whatever its encoding is. Pure.
 */
import { iniSections } from './ini.ts'
import { linesOf } from './lines.ts'
import { sectionOf } from './section.ts'

/** The bytes with a profile of these keys at their end, in the place of one of its name. `file` is for messages. */
export function withProfile(
  bytes: Uint8Array,
  file: string,
  name: string,
  keys: Readonly<Record<string, string | undefined>>,
): Uint8Array {
  const text = latin1(withoutProfile(bytes, file, name))
  const end = /\r?\n/.exec(text)?.[0] ?? '\n'
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`]))
  const section = latin1(new TextEncoder().encode([headerOf(name), ...lines].join(end)))
  if (withoutMark(text) === '') return bytesOf(`${text}${section}${end}`)
  // A file without a line end at its end stays one, so that taking the profile out again leaves no trace.
  return bytesOf(text.endsWith('\n') ? `${text}${end}${section}${end}` : `${text}${end}${end}${section}`)
}

/** The bytes without the profile. Comments behind it stay: they may be about what follows. */
export function withoutProfile(bytes: Uint8Array, file: string, name: string): Uint8Array {
  const text = latin1(bytes)
  const mark = text.slice(0, text.length - withoutMark(text).length)
  const lines = withoutMark(text).split(/(?<=\n)/)
  const sections = [...iniSections(linesOf(bytes, file), file)]
  const gone = new Set<number>()
  for (const [index, { header, line }] of sections.entries()) {
    const section = sectionOf(header, 'config')
    if (!('kind' in section) || section.name !== name || !['profile', 'default'].includes(section.kind)) continue
    const next = sections[index + 1]?.line ?? lines.length + 1
    for (const number of ownLines(lines, line, next)) gone.add(number)
    if (isBlank(lines[line - 2])) gone.add(line - 1)
  }
  const rest = lines.filter((_, index) => !gone.has(index + 1)).join('')
  // The line end before the file's last line was put there with it.
  return bytesOf(mark + (gone.has(lines.length) && !text.endsWith('\n') ? rest.replace(/\r?\n$/, '') : rest))
}

/** From its header to its last key, by numbers that begin with 1. */
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
