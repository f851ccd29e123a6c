/** TOML as plain data, by the library that is loaded when there is something to read. */

export type Table = Readonly<Record<string, unknown>>

/** Where and why a text is not TOML; the line is counted from 1. */
export type Malformed = { readonly line: number; readonly reason: string }

/** Gives what it says, or what is wrong with it. */
export async function parseToml(text: string): Promise<{ readonly data: Table } | Malformed> {
  const { parse, TomlError } = await import('../lazy/toml.ts')
  try {
    return { data: plain(parse(text)) as Table }
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    // Behind its first line the message shows the place.
    const [reason = ''] = cause.message.replace(/^Invalid TOML document: /, '').split('\n')
    return { line: cause.line, reason }
  }
}

export function isTable(value: unknown): value is Table {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** The library's tables have no prototype, and then are equal to none that have one. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)])) : value
}
