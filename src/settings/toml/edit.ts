/** Changes, adds or removes one key of a document; every other byte stays. Pure. */
import { type Piece, piecesOf } from './pieces.ts'

type Path = readonly string[]

/** `literal` is the value in TOML. */
export function withSetting(text: string, path: Path, literal: string): string {
  const entry = piecesOf(text).find(piece => piece.kind !== 'header' && isSame(piece.path, path))
  if (entry !== undefined) return spliced(text, entry.valueStart, entry.valueEnd, literal)
  // The value may replace a table.
  return added(withoutSetting(text, path), path, literal)
}

/** Removes whole lines, with the comment at their ends, and a table with everything in it. */
export function withoutSetting(text: string, path: Path): string {
  const matching = piecesOf(text).filter(piece => isWithin(piece.path, path))
  const outermost = matching.filter(piece => !matching.some(other => other !== piece && encloses(other, piece)))
  return outermost.reduceRight(
    (rest, piece) =>
      piece.kind === 'inner'
        ? withoutInner(rest, piece)
        : spliced(rest, lineStart(rest, piece.start), lineEnd(rest, piece.valueEnd), ''),
    text,
  )
}

/** A value in TOML: a text, a number, a boolean, a list, or an inline table. */
export function literalOf(value: unknown): string {
  // A basic string has the escapes of JSON, except for DEL.
  if (typeof value === 'string') return JSON.stringify(value).replaceAll('\x7f', '\\u007f')
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value).map(([name, field]) => `${keyOf([name])} = ${literalOf(field)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** A value for people: a text without its quotes. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : literalOf(value)
}

function added(text: string, path: Path, literal: string): string {
  const pieces = piecesOf(text)
  const table = path.slice(0, -1)
  const inline = pieces.findLast(
    ({ kind, path: at, valueStart }) => kind !== 'header' && isWithin(path, at) && text[valueStart] === '{',
  )
  if (inline !== undefined) return addedInline(text, pieces, inline, path, literal)
  const beside = pieces.filter(
    ({ kind, path: at, section }) => kind === 'entry' && isWithin(at, table) && isWithin(table, section),
  )
  const neighbour = beside.findLast(({ section }) => isSame(section, table)) ?? beside.at(-1)
  const header = pieces.find(piece => piece.kind === 'header' && isSame(piece.path, table))
  const above = neighbour ?? header
  if (above !== undefined) {
    const indent = /^[ \t]*/.exec(text.slice(lineStart(text, above.start)))?.[0] ?? ''
    const line = `${indent}${keyOf(path.slice(above.section.length))} = ${literal}`
    return withLines(text, lineEnd(text, above.valueEnd), [line])
  }
  if (table.length === 0) return addedOnTop(text, pieces, `${keyOf(path)} = ${literal}`)
  const gap = text.replace(/^\ufeff/, '') === '' ? [] : ['']
  return withLines(text, text.length, [...gap, `[${keyOf(table)}]`, `${keyOf(path.slice(-1))} = ${literal}`])
}

function addedInline(text: string, pieces: readonly Piece[], inline: Piece, path: Path, literal: string): string {
  const last = pieces.findLast(piece => piece !== inline && encloses(inline, piece) && !isNested(pieces, inline, piece))
  const entry = `${keyOf(path.slice(inline.path.length))} = ${literal}`
  return last === undefined
    ? spliced(text, inline.valueStart + 1, inline.valueStart + 1, ` ${entry} `)
    : spliced(text, last.valueEnd, last.valueEnd, `, ${entry}`)
}

/** Whether a piece is in an inline table inside this one. */
function isNested(pieces: readonly Piece[], inline: Piece, piece: Piece): boolean {
  return pieces.some(other => other !== inline && other !== piece && encloses(inline, other) && encloses(other, piece))
}

/** Keys of the root come before the first header and its comment. */
function addedOnTop(text: string, pieces: readonly Piece[], line: string): string {
  const [header] = pieces
  if (header === undefined) return withLines(text, text.length, [line])
  const lines = text.slice(0, lineStart(text, header.start)).split(/(?<=\n)/)
  const comments = lines.length - (lines.findLastIndex(above => !/^\ufeff?[ \t]*#/.test(above)) + 1)
  const before = lines.slice(0, lines.length - comments).join('')
  const mark = before === '' && text.startsWith('\ufeff') ? 1 : 0
  return withLines(text, before.length || mark, [line, ''])
}

function withoutInner(text: string, { start, valueEnd }: Piece): string {
  const comma = /^\s*,\s*/.exec(text.slice(valueEnd))
  if (comma !== null) return spliced(text, start, valueEnd + comma[0].length, '')
  const before = /,\s*$/.exec(text.slice(0, start))
  return spliced(text, before?.index ?? start, valueEnd, '')
}

function withLines(text: string, at: number, lines: readonly string[]): string {
  const end = /\r?\n/.exec(text)?.[0] ?? '\n'
  const isOpen = at > 0 && text[at - 1] !== '\n' && text.slice(0, at) !== '\ufeff'
  return spliced(text, at, at, `${isOpen ? end : ''}${lines.map(line => line + end).join('')}`)
}

function keyOf(path: Path): string {
  return path.map(name => (/^[\w-]+$/.test(name) ? name : literalOf(name))).join('.')
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1 || (text.startsWith('\ufeff') ? 1 : 0)
}

/** After the line's end. */
function lineEnd(text: string, at: number): number {
  return text.indexOf('\n', at) + 1 || text.length
}

function spliced(text: string, start: number, end: number, insertion: string): string {
  return text.slice(0, start) + insertion + text.slice(end)
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && isWithin(a, b)
}

function isWithin(path: Path, table: Path): boolean {
  return table.every((name, index) => path[index] === name)
}

function encloses(outer: Piece, inner: Piece): boolean {
  return outer.valueStart <= inner.start && inner.valueEnd <= outer.valueEnd
}
