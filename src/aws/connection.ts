/** How a client of AWS is set up: explicit in everything, so that no default of the SDK reads a half-set environment. */
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { AccessKey } from '../credentials/credentials.ts'
import type { Environment } from '../environment.ts'
import { checkedAnswer } from './answer.ts'
import { checkEndpoint } from './endpoint.ts'

/** Whose key asks, and where. */
export type Connection = {
  readonly accessKey: AccessKey
  readonly region: string
  readonly endpoint?: string | undefined
}

/** What all clients of one command share: the way out, and what the answers have told about the clock. */
export type Line = {
  readonly env: Environment
  readonly userAgent: string
  readonly debug: (line: string) => void
  readonly now: () => number
  readonly agents: { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent }
  /** The server's clock minus ours, in milliseconds, from the newest answer's Date. */
  clockOffset: number
}

export function openLine(options: Pick<Line, 'env' | 'userAgent' | 'debug' | 'now'>): Line {
  const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) }
  return { ...options, agents, clockOffset: 0 }
}

export function closeLine(line: Line): void {
  line.agents.httpAgent.destroy()
  line.agents.httpsAgent.destroy()
}

/** Connecting within 3 s and everything within 15 s, in milliseconds: awsenv stands between a person and their prompt. */
export const DEADLINES = { connect: 3_000, total: 15_000 } as const

/** The settings of a client. A request that carries an MFA code must go out once: a lost answer may have used it up. */
export function clientConfig(line: Line, connection: Connection, attempts: { readonly once: boolean }) {
  const { accessKey, region, endpoint } = connection
  const flag = (name: string) => line.env[name]?.toLowerCase() === 'true' && endpoint === undefined
  return {
    region,
    credentials: {
      accessKeyId: accessKey.accessKeyId,
      secretAccessKey: accessKey.secretAccessKey.reveal(),
      ...(accessKey.sessionToken === undefined ? {} : { sessionToken: accessKey.sessionToken.reveal() }),
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    useFipsEndpoint: flag('AWS_USE_FIPS_ENDPOINT'),
    useDualstackEndpoint: flag('AWS_USE_DUALSTACK_ENDPOINT'),
    maxAttempts: attempts.once ? 1 : 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    systemClockOffset: line.clockOffset,
    customUserAgent: line.userAgent,
    requestHandler: {
      ...line.agents,
      connectionTimeout: DEADLINES.connect,
      requestTimeout: DEADLINES.total,
      throwOnRequestTimeout: true,
    },
  }
}

/** A client of the SDK, as far as it is the same for every service. */
export type Guardable = {
  middlewareStack: {
    add(middleware: unknown, options: { step: string; priority: string; name: string }): void
  }
}

/** Puts our checks around every request of a client: where it goes before it is signed, what comes back before it is parsed. */
export function guard(client: Guardable, line: Line): void {
  client.middlewareStack.add(
    (next: Handler) => async (args: Arguments) => {
      checkEndpoint(args.request)
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'high', name: 'awsenvEndpoint' },
  )
  client.middlewareStack.add(
    (next: Handler, context: { commandName?: string }) => async (args: Arguments) => {
      const started = line.now()
      const result = await next(args)
      const { response } = result
      const body = await checkedAnswer(response, args.request.hostname)
      const date = Date.parse(response.headers['date'] ?? '')
      if (!Number.isNaN(date)) line.clockOffset = date - line.now()
      line.debug(
        `${context.commandName ?? 'request'} to ${args.request.hostname}: ${response.statusCode}, ` +
          `${body.byteLength} bytes, ${line.now() - started} ms, request id ${response.headers['x-amzn-requestid'] ?? 'none'}`,
      )
      response.body = body
      return result
    },
    { step: 'deserialize', priority: 'low', name: 'awsenvAnswer' },
  )
}

export type HttpRequest = { readonly protocol: string; readonly hostname: string }
export type HttpResponse = {
  statusCode: number
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array> | Uint8Array
}
type Arguments = { request: HttpRequest }
type Handler = (args: Arguments) => Promise<{ response: HttpResponse }>
