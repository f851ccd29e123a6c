import { parse } from 'smol-toml'

/** What a TOML document says, as plain data. */
export function parsed(toml: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(parse(toml)))
}
