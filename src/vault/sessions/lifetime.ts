/**
 * How long an entry lives. The clock can be set back, by somebody or by a network that corrects it, and would give every
 * entry that much longer; so an entry ends by the time since the system started, too, and one that was made in the
 * future is over. After a restart of the system, which the key in memory does not survive, only the clock counts. Pure.
 */
import type { Entry } from '../payload.ts'
import { isLasting } from './entries.ts'

/** Both in seconds: since the epoch, and since the system started. */
export type Clock = { now(): number; uptime(): number }

/** When something was made, when it is over, and the uptime at which it is. */
export type Span = { readonly made: number; readonly expires: number; readonly until: number }

export function withDate(entry: Entry, clock: Clock): Entry & Span {
  const made = clock.now()
  return { ...entry, made, until: clock.uptime() + entry.expires - made }
}

export function isAlive(name: string, entry: Entry, clock: Clock): boolean {
  return isLasting(name) ? clock.now() < entry.expires : !isOver(spanOf(entry), clock)
}

export function isOver({ made, expires, until }: Span, clock: Clock): boolean {
  const now = clock.now()
  return now >= expires || now <= made - TOLERANCE || clock.uptime() >= until
}

/** Until when none of the entries is over, as far as a clock can tell; undefined where there are none. In whole seconds. */
export function spanOfAll(entries: ReadonlyMap<string, Entry>): Span | undefined {
  const spans = [...entries].filter(([name]) => !isLasting(name)).map(([, entry]) => spanOf(entry))
  if (spans.length === 0) return undefined
  return {
    made: Math.floor(Math.max(...spans.map(({ made }) => made))),
    expires: Math.ceil(Math.min(...spans.map(({ expires }) => expires))),
    until: Math.ceil(Math.min(...spans.map(({ until }) => until))),
  }
}

/** An older awsenv wrote only when it expires. */
function spanOf(entry: Entry & Partial<Span>): Span {
  const { made = 0, expires, until = Number.MAX_SAFE_INTEGER } = entry
  return { made, expires, until }
}

/** In seconds: clocks are corrected by a little all the time. */
const TOLERANCE = 60
