/** What all requests of one command share: its connections, how long it waits, and what the answers told about the clock. */
import type { Agents } from './agents.ts'
import { closeAgents } from './agents.ts'

export type Transport = {
  readonly userAgent: string
  readonly debug: (line: string) => void
  /** A line for the user. */
  readonly say: (line: string) => void
  readonly now: () => number
  /** What the user's settings allow beside AWS's own. */
  readonly pins: () => Pins | Promise<Pins>
  /** Opened with the first request of their way, and kept for the next: a connection to AWS is dear. */
  readonly agents: Map<string, Agents>
  /** What has been said already: once a process is enough. */
  readonly told: Set<string>
  /** The keys whose owner AWS didn't tell: it isn't asked again, for nobody waits twice for what only helps. */
  readonly ownerless: Set<string>
  /** The server's clock minus ours, in milliseconds, from the newest answer's Date. */
  clockOffset: number
  /** When whoever waits for the command has waited enough, on the clock of performance.now(). */
  until: number
}

export type Pins = {
  readonly endpoints: readonly string[]
  readonly proxies: readonly string[]
  /** Paths, as a variable names them. */
  readonly ca_bundles: readonly string[]
}

/** What a transport is opened with; the rest it learns. */
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
  for (const agents of transport.agents.values()) closeAgents(agents)
}

/** Lets all calls together take so many milliseconds from now. */
export function hurry(transport: Transport, milliseconds: number): void {
  transport.until = performance.now() + milliseconds
}

export function tellOnce({ told, say }: Transport, line: string): void {
  if (told.has(line)) return
  told.add(line)
  say(line)
}

/** The same transport, for a command that nobody reads the messages of. */
export function quiet(transport: Transport): Transport {
  return Object.create(transport, { say: { value: transport.debug } })
}

/** In milliseconds. */
export type Deadlines = { readonly connect: number; readonly total: number }

/** awsenv stands between a person and their prompt; and for an answer that only helps, nobody waits for long. */
export const DEADLINES = {
  needed: { connect: 3_000, total: 15_000 },
  helping: { connect: 1_500, total: 3_000 },
  metadata: { connect: 1_000, total: 2_000 },
} as const satisfies Readonly<Record<string, Deadlines>>

/** Ends a request at its deadline, or at the command's own where that comes before. */
export function deadlineOf(transport: Transport, { total }: Deadlines): AbortSignal {
  return AbortSignal.timeout(Math.max(1, Math.min(total, Math.ceil(transport.until - performance.now()))))
}
