/** TOML as plain data, by a library that is loaded on demand. */

export type Table = Readonly<Record<string, unknown>>

/** Where and why a text isn't TOML; lines count from 1. */
export type Malformed = { readonly line: number; readonly reason: string }

/** Returns its data, or what is wrong with it. */
export async function parseToml(text: string): Promise<{ readonly data: Table } | Malformed> {
  const { parse, TomlError } = await import('../lazy/toml.ts')
  try {
    return { data: plain(parse(text)) as Table }
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    // After its first line the message quotes the text.
    const [reason = ''] = cause.message.replace(/^Invalid TOML document: /, '').split('\n')
    return { line: cause.line, reason }
  }
}

export function isTable(value: unknown): value is Table {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** The library's tables have no prototype, which would make them unequal to ours. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)])) : value
}
