/**
 * How long an entry lives. Somebody, or the network, may set the clock back, which would prolong every
 * entry. So an entry also ends by the time since the system started, and one made in the
 * future has expired. After a restart, which the key in memory doesn't survive, only the clock counts. Pure.
 */
import type { Entry } from '../payload.ts'
import { isLasting } from './entries.ts'

/** A moment, in seconds since the epoch and since the system started. */
export type Moment = { readonly now: number; readonly uptime: number }

/** When an entry was made, its expiry, and the uptime at its expiry. */
export type Span = { readonly made: number; readonly expires: number; readonly until: number }

export function withDate(entry: Entry, { now, uptime }: Moment): Entry & Span {
  return { ...entry, made: now, until: uptime + entry.expires - now }
}

/** The entry as it was made; undefined if it has expired. */
export function living(name: string, entry: Entry, moment: Moment): Entry | undefined {
  return isAlive(name, entry, moment) ? { value: entry.value, expires: entry.expires } : undefined
}

export function isAlive(name: string, entry: Entry, moment: Moment): boolean {
  return !isOver(spanOf(entry), moment) || (isLasting(name) && moment.now < entry.expires)
}

export function isOver({ made, expires, until }: Span, { now, uptime }: Moment): boolean {
  return now >= expires || now <= made - TOLERANCE || uptime >= until
}

/** The first expiry of the entries, by the clock, in whole seconds; undefined if there are none. */
export function spanOfAll(entries: ReadonlyMap<string, Entry>): Span | undefined {
  const spans = [...entries].filter(([name]) => !isLasting(name)).map(([, entry]) => spanOf(entry))
  if (spans.length === 0) return undefined
  return {
    made: Math.floor(Math.max(...spans.map(({ made }) => made))),
    expires: Math.ceil(Math.min(...spans.map(({ expires }) => expires))),
    until: Math.ceil(Math.min(...spans.map(({ until }) => until))),
  }
}

/** Older versions wrote only the expiry. */
export function spanOf(entry: Entry & Partial<Span>): Span {
  const { made = 0, expires, until = Number.MAX_SAFE_INTEGER } = entry
  return { made, expires, until }
}

/** In seconds: clocks are often corrected a little. */
const TOLERANCE = 60
