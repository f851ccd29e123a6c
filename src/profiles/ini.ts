/**
 * The grammar of the shared files, line by line: that of the AWS SDKs' common parser tests, and the AWS CLI's (Python's
 * configparser) if it reads more: keys may be indented if their continuation lines are indented further.
 */
import { faultIn } from './lines.ts'

/** A section of the file: the text between its brackets, and its entries in order. */
export type IniSection = { readonly header: string; readonly line: number; readonly entries: readonly IniEntry[] }

/** A key in lower case, and its value with continuation lines. It begins with a newline if they are sub-properties. */
export type IniEntry = { readonly key: string; readonly line: number; readonly value: string }

/**
 * Yields the sections of a file, repeated ones separately, each as soon as it ends, so 5,000 need not be in memory. A malformed line
 * is an error.
 */
export function* iniSections(lines: readonly string[], file: string): Generator<IniSection> {
  let section: { header: string; line: number; entries: OpenEntry[] } | undefined
  let entry: OpenEntry | undefined
  let line = 0
  for (const raw of lines) {
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
