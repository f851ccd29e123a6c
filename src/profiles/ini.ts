/**
 * The grammar of the shared files, line by line: that of the AWS SDKs' common parser tests, and the AWS CLI's (Python's
 * configparser) if it reads more: keys may be indented if their continuation lines are indented further.
 */
import { AwsenvError } from '../errors.ts'

/** A section of the file: the text between its brackets, and its entries in order. */
export type IniSection = { readonly header: string; readonly line: number; readonly entries: readonly IniEntry[] }

/** A key in lower case, and its value with continuation lines. It begins with a newline if they are sub-properties. */
export type IniEntry = { readonly key: string; readonly line: number; readonly value: string }

/**
 * Yields the sections of a file, repeated ones separately, each as soon as it ends, so 5,000 need not be in memory. A malformed line
 * is an error.
 */
export function* iniSections(bytes: Uint8Array, file: string): Generator<IniSection> {
  let section: { header: string; line: number; entries: OpenEntry[] } | undefined
  let entry: OpenEntry | undefined
  let line = 0
  for (const raw of linesOf(bytes, file)) {
    const text = raw.trim()
    line++
    // A comment may be indented anyhow, as in the AWS CLI. A blank line doesn't end a value (SDK parser tests).
    const first = text[0]
    if (first === undefined || first === '#' || first === ';') continue
    const indent = raw[0] === first ? 0 : raw.length - raw.trimStart().length
    if (entry && indent > entry.indent) {
      entry.value += `\n${continuation(text, entry, file, line)}`
    } else if (first === '[') {
      if (section) yield section
      section = { header: headerIn(text, file, line), line, entries: [] }
      entry = undefined
    } else {
      entry = propertyIn(text, indent, file, line)
      if (!section) throw faultIn(file, line, 'expected a section like "[default]" before the first key')
      section.entries.push(entry)
    }
  }
  if (section) yield section
}

/**
 * The lines of a file, without their ends (LF or CRLF) and without a BOM. A line that is not UTF-8 (a comment in
 * Shift_JIS) keeps each high byte as U+DC80…U+DCFF, as PEP 383 does, so that none is lost and none is mistaken for text.
 */
export function linesOf(bytes: Uint8Array, file: string): readonly string[] {
  if (hasUtf16Mark(bytes)) throw faultIn(file, 1, 'the encoding is UTF-16', SAVE_AS_UTF8)
  const raw = textOf(bytes)
  // Two plain searches are much faster than one for a pattern.
  if (!raw.includes('\r') && !raw.includes('\0')) return raw.split('\n')
  const text = raw.replaceAll('\r\n', '\n')
  const odd = text.search(/[\0\r]/)
  if (odd === -1) return text.split('\n')
  const line = text.slice(0, odd).split('\n').length
  const reason = text[odd] === '\r' ? 'a carriage return without a line feed' : 'a NUL byte; is the encoding UTF-16?'
  throw faultIn(file, line, `there is ${reason}`, SAVE_AS_UTF8)
}

/** An error about a line of a file. Never give it text of the file, which may be a secret. */
export function faultIn(file: string, line: number, reason: string, hint?: string): AwsenvError {
  return new AwsenvError(`cannot read "${file}", line ${line}: ${reason}`, { hint })
}

/**
 * An entry that lines with a deeper indentation may still continue. Whether they are sub-properties is
 * noted once: looking into a growing value would join it again at each line.
 */
type OpenEntry = { key: string; line: number; indent: number; value: string; isParent: boolean }

/** Keeps comments: the AWS CLI and the SDKs agree that they belong to the value here. */
function continuation(text: string, entry: OpenEntry, file: string, line: number): string {
  if (entry.isParent && text.indexOf('=') < 1) throw faultIn(file, line, 'expected a sub-property like "name = value"')
  return text
}

function headerIn(text: string, file: string, line: number): string {
  const header = /^\[([^\]]*)\]\s*(?:[#;].*)?$/.exec(text)?.[1]?.trim()
  if (header === undefined) throw faultIn(file, line, 'expected a section like "[name]" and nothing behind it')
  if (header === '') throw faultIn(file, line, 'this section has no name')
  return header
}

function propertyIn(text: string, indent: number, file: string, line: number): OpenEntry {
  const property = withoutComment(text)
  const equals = property.indexOf('=')
  if (equals === -1) throw faultIn(file, line, 'expected "name = value", but there is no "="')
  if (equals === 0) throw faultIn(file, line, 'expected "name = value", but there is no name')
  const key = property.slice(0, equals).trimEnd().toLowerCase()
  const value = property.slice(equals + 1).trim()
  return { key, line, indent, value, isParent: value === '' }
}

/** A comment needs a blank before it: "a#b" is a value. For the AWS CLI, such a comment is part of the value. */
function withoutComment(text: string): string {
  const start = text.includes('#') || text.includes(';') ? text.search(/\s[#;]/) : -1
  return start === -1 ? text : text.slice(0, start)
}

const SAVE_AS_UTF8 = 'save the file as UTF-8 with LF or CRLF line ends'

function hasUtf16Mark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return rawLines(bytes).map(lineOf).join('\n')
  }
}

function lineOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Array.from(bytes, byte => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('')
  }
}

function rawLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return [...lines, bytes.subarray(start)]
}

const LF = 0x0a
