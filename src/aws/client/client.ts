/** How a client of AWS is set up: explicit in everything, so that no default of the SDK reads a half-set environment. */

import { AwsenvError } from '../../errors.ts'
import type { AccessKey } from '../../model/credentials.ts'
import type { Environment } from '../../model/environment.ts'
import { type Agents, closeAgents, openAgents } from './agents.ts'
import { checkedAnswer } from './answer.ts'
import { checkEndpoint, isLoopback, isOn, type NetworkSettings } from './endpoint.ts'
import { answerInWords, exchange } from './exchange.ts'

/** Whose key asks, and where. Without a key nobody signs, which AssumeRoleWithWebIdentity alone allows. */
export type Connection = {
  readonly accessKey: AccessKey | undefined
  readonly region: string
  readonly endpoint?: string | undefined
  readonly network: NetworkSettings
}

/** What all clients of one command share: the way out, and what the answers have told about the clock. */
export type Transport = {
  readonly env: Environment
  readonly userAgent: string
  readonly debug: (line: string) => void
  readonly now: () => number
  /** Hosts beside AWS's own that the user has pinned. */
  readonly trustedHosts: () => readonly string[] | Promise<readonly string[]>
  /** Opened with the first request, and kept for the next: a connection to AWS is dear. */
  readonly agents: Map<'direct' | 'proxied', Agents>
  /** The server's clock minus ours, in milliseconds, from the newest answer's Date. */
  clockOffset: number
  /** When whoever waits for the command has waited enough, on the clock of performance.now(). */
  until: number
}

/** What a line is opened with; the rest it learns. */
export type TransportOptions = Omit<Transport, 'agents' | 'clockOffset' | 'until'>

export function openTransport(options: TransportOptions): Transport {
  return { ...options, agents: new Map(), clockOffset: 0, until: Number.POSITIVE_INFINITY }
}

export function closeTransport(transport: Transport): void {
  for (const agents of transport.agents.values()) closeAgents(agents)
}

/** Connecting within 3 s and everything within 15 s, in milliseconds: awsenv stands between a person and their prompt. */
const DEADLINES = { connect: 3_000, total: 15_000 } as const

/** Ends a request at its deadline, or at the command's own where that comes before. */
export function deadlineOf(transport: Transport): AbortSignal {
  return AbortSignal.timeout(Math.max(1, Math.min(DEADLINES.total, Math.ceil(transport.until - performance.now()))))
}

/** The settings of a client. A request that carries an MFA code must go out once: a lost answer may have used it up. */
export async function clientConfig(transport: Transport, connection: Connection, attempts: { readonly once: boolean }) {
  const { accessKey, region, endpoint, network } = connection
  return {
    region,
    credentials: async () => identityFor(accessKey),
    ...(endpoint === undefined ? {} : { endpoint }),
    // With an endpoint of one's own these two are an error of the SDK's.
    useFipsEndpoint:
      endpoint === undefined && isOn(transport.env['AWS_USE_FIPS_ENDPOINT'] ?? network.use_fips_endpoint),
    useDualstackEndpoint:
      endpoint === undefined && isOn(transport.env['AWS_USE_DUALSTACK_ENDPOINT'] ?? network.use_dualstack_endpoint),
    maxAttempts: attempts.once ? 1 : 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    systemClockOffset: transport.clockOffset,
    customUserAgent: transport.userAgent,
    requestHandler: {
      ...(await agentsFor(transport, connection)),
      connectionTimeout: DEADLINES.connect,
      requestTimeout: DEADLINES.total,
      throwOnRequestTimeout: true,
    },
  }
}

/** In the SDK's shape. Where there is no key, the SDK would look for one by itself. */
function identityFor(accessKey: AccessKey | undefined) {
  if (accessKey === undefined) throw new Error('this request is not to be signed')
  const { accessKeyId, secretAccessKey, sessionToken } = accessKey
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
  }
}

/** Those of the line, opened at the first request of their way. */
export async function agentsFor(transport: Transport, { endpoint, network }: Connection): Promise<Agents> {
  const way = endpoint !== undefined && isLoopback(new URL(endpoint).hostname) ? 'direct' : 'proxied'
  const agents =
    transport.agents.get(way) ??
    (await openAgents(transport.env, transport.env['AWS_CA_BUNDLE'] || network.ca_bundle, way === 'direct'))
  transport.agents.set(way, agents)
  return agents
}

/** A client of the SDK, as far as it is the same for every service. */
export type Guardable = {
  middlewareStack: {
    add(middleware: unknown, options: { step: string; priority: string; name: string }): void
  }
}

/** Puts our checks around every request of a client: where it goes before it is signed, what comes back before it is parsed. */
export function guard(client: Guardable, transport: Transport): void {
  client.middlewareStack.add(
    (next: Handler) => async (args: Arguments) => {
      checkEndpoint(args.request, await transport.trustedHosts())
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'high', name: 'awsenvEndpoint' },
  )
  client.middlewareStack.add(
    (next: Handler, context: { commandName?: string }) => async (args: Arguments) => {
      const tell = exchange(transport, context.commandName ?? 'request', args.request)
      try {
        const result = await next(args)
        const { response } = result
        const body = await checkedAnswer(response, args.request.hostname)
        const date = Date.parse(response.headers['date'] ?? '')
        if (!Number.isNaN(date)) transport.clockOffset = date - transport.now()
        response.body = body
        tell(answerInWords(response, body, transport.clockOffset))
        return result
      } catch (error) {
        const { name, message, code } = error as NodeJS.ErrnoException
        tell(error instanceof AwsenvError ? message : (code ?? name))
        throw error
      }
    },
    { step: 'deserialize', priority: 'low', name: 'awsenvAnswer' },
  )
}

export type HttpRequest = {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly headers: Readonly<Record<string, string>>
}
export type HttpResponse = {
  statusCode: number
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array> | Uint8Array
}
type Arguments = { request: HttpRequest }
type Handler = (args: Arguments) => Promise<{ response: HttpResponse }>
