/** What all requests of a command share: connections, deadlines, and the clock offset. */
import type { Agent } from 'node:http'

export type Transport = {
  readonly userAgent: string
  readonly debug: (line: string) => void
  /** A line for the user. */
  readonly say: (line: string) => void
  readonly now: () => number
  /** Hosts that the user's settings allow besides AWS's own. */
  readonly pins: () => Pins | Promise<Pins>
  /** Opened with the first request and kept for the next: connecting to AWS is slow. */
  readonly agents: Map<string, Agent>
  /** Lines that this process has printed already. */
  readonly told: Set<string>
  /** Keys whose owner AWS didn't tell: asking again would only add a second wait. */
  readonly ownerless: Set<string>
  /** The server's clock minus ours, in milliseconds, from the newest answer's Date. */
  clockOffset: number
  /** The deadline of the whole command, on the clock of performance.now(). */
  until: number
}

export type Pins = {
  readonly endpoints: readonly string[]
  readonly proxies: readonly string[]
  /** Paths, as a variable names them. */
  readonly ca_bundles: readonly string[]
}

/** What a transport is opened with. */
export type TransportOptions = Pick<Transport, 'userAgent' | 'debug' | 'say' | 'now' | 'pins'>

export function openTransport(options: TransportOptions): Transport {
  return {
    ...options,
    agents: new Map(),
    told: new Set(),
    ownerless: new Set(),
    clockOffset: 0,
    until: Number.POSITIVE_INFINITY,
  }
}

export function closeTransport(transport: Transport): void {
  for (const agent of transport.agents.values()) agent.destroy()
}

/** Gives all calls together this many milliseconds from now. */
export function hurry(transport: Transport, milliseconds: number): void {
  transport.until = performance.now() + milliseconds
}

export function tellOnce({ told, say }: Transport, line: string): void {
  if (told.has(line)) return
  told.add(line)
  say(line)
}

/** The same transport without messages to the user. */
export function quiet(transport: Transport): Transport {
  return Object.create(transport, { say: { value: transport.debug } })
}

/** In milliseconds. */
export type Deadlines = { readonly connect: number; readonly total: number }

/** A person waits for their prompt; an answer that only helps gets less time. */
export const DEADLINES = {
  needed: { connect: 3_000, total: 15_000 },
  helping: { connect: 1_500, total: 3_000 },
  metadata: { connect: 1_000, total: 2_000 },
} as const satisfies Readonly<Record<string, Deadlines>>

/** Ends a request at its own deadline or the command's, whichever comes first. */
export function deadlineOf(transport: Transport, { total }: Deadlines): AbortSignal {
  return AbortSignal.timeout(Math.max(1, Math.min(total, Math.ceil(transport.until - performance.now()))))
}
