/** What a vault that has become too large does without. Pure. */
import type { Entry } from '../payload.ts'
import { isLasting } from './entries.ts'

/**
 * Drops what ends first, until so many bytes of the payload are saved: of what is kept for a while, what is not `fresh`;
 * then the rest, and what must not be forgotten too early last.
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
