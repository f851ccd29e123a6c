/** What a vault drops when it becomes too large. Pure. */
import type { Entry } from '../payload.ts'
import { isLasting } from './entries.ts'

/**
 * Drops entries until that many bytes are saved, the first to expire first: of the entries with a lifetime, those not
 * `fresh`, then the rest; entries that must not be forgotten early come last.
 */
export function dropFirst(entries: Map<string, Entry>, fresh: ReadonlySet<string>, bytes: number): void {
  const rank = (name: string) => (isLasting(name) ? 2 : fresh.has(name) ? 1 : 0)
  const order = [...entries].sort(([a, one], [b, other]) => rank(a) - rank(b) || one.expires - other.expires)
  let saved = 0
  for (const [name, entry] of order) {
    if (saved >= bytes) return
    // `"NAME":ENTRY,`
    saved += Buffer.byteLength(JSON.stringify({ [name]: entry })) - 1
    entries.delete(name)
  }
}
