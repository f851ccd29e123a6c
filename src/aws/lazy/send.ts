/**
 * What the SDK's clients do with a command, without their stack of twenty middlewares, which takes half the time of a
 * first request: the request by the service's schemas, a signature, the attempts, and the answer by the schemas again.
 */
import { randomUUID } from 'node:crypto'
import type { Command } from '@smithy/core/client'
import type { BinaryDecisionDiagram } from '@smithy/core/endpoints'
import { buildQueryString, type HttpProtocol, type HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { operation } from '@smithy/core/schema'
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde'
import { SignatureV4 } from '@smithy/signature-v4'
import type { SdkError, SerdeFunctions, StaticOperationSchema } from '@smithy/types'
import { attempts } from './attempts.ts'
import { endpointFor, type Whereabouts } from './endpoint.ts'
import { Sha256 } from './sha256.ts'

/** What differs between services. */
export type ServiceRules = {
  readonly signingName: string
  readonly endpoints: BinaryDecisionDiagram
  readonly protocol: HttpProtocol
}

export type Sending = Whereabouts & {
  /** Undefined for a request that isn't signed. */
  readonly identity: Identity | undefined
  readonly userAgent: string
  readonly maxAttempts: number
  readonly signal: AbortSignal
  readonly now: () => number
  /** AWS's clock minus ours, in milliseconds. */
  readonly clockOffset: () => number
  /** Before anything is signed. @throws if the request must not leave */
  readonly admit: (url: URL) => Promise<void>
  readonly exchange: (request: Outgoing) => Promise<Incoming>
}

export type Identity = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export type Outgoing = {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export type Incoming = {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

// biome-ignore lint/suspicious/noExplicitAny: a command of any service.
export type AnyCommand = Pick<Command<any, any, any>, 'input' | 'schema'>

export type Send = (command: AnyCommand, sending: Sending) => Promise<unknown>

export function sender(rules: ServiceRules): Send {
  const { protocol } = rules
  protocol.setSerdeContext(SERDE)
  return async (command, sending) => {
    const [, namespace, name, traits, input, output] = command.schema as StaticOperationSchema
    const asked = operation(namespace, name, traits, input, output)
    const place = await endpointFor(rules.endpoints, sending)
    const context = { ...SERDE, endpoint: async () => place } as unknown as Context
    const request = withHeaders(
      (await protocol.serializeRequest(asked, command.input, context)) as HttpRequest,
      sending.userAgent,
    )
    await sending.admit(urlOf(request))
    return attempts(sending.maxAttempts, sending.signal, async attempt => {
      request.headers['amz-sdk-request'] = `attempt=${attempt}; max=${sending.maxAttempts}`
      const offset = sending.clockOffset()
      const signed = await sign(request, rules.signingName, place.signingRegion, sending)
      const { method, headers, body } = signed
      const answer = await sending.exchange({ url: urlOf(signed), method, headers, body })
      const response = new HttpResponse({ ...answer })
      try {
        return await protocol.deserializeResponse(asked, context, response)
      } catch (error) {
        const isClockSet = sending.identity !== undefined && isSetRight(offset, sending.clockOffset())
        throw withFacts(error as SdkError, response, isClockSet)
      }
    })
  }
}

function withHeaders(request: HttpRequest, userAgent: string): HttpRequest {
  const { hostname, port, body, headers } = request
  headers['host'] = port === undefined ? hostname : `${hostname}:${port}`
  headers['user-agent'] = userAgent
  headers['amz-sdk-invocation-id'] = randomUUID()
  if (body) headers['content-length'] = String(Buffer.byteLength(body))
  return request
}

function urlOf({ protocol, hostname, port, path, query }: HttpRequest): URL {
  const asked = buildQueryString(query)
  return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${asked && `?${asked}`}`)
}

async function sign(
  request: HttpRequest,
  service: string,
  region: string,
  { identity, now, clockOffset }: Sending,
): Promise<HttpRequest> {
  if (identity === undefined) return request
  const signer = new SignatureV4({ credentials: identity, service, region, sha256: Sha256 })
  return (await signer.sign(request, { signingDate: new Date(now() + clockOffset()) })) as HttpRequest
}

/** What the attempts and the sentences go by: an answer that nobody can read has a status all the same. */
function withFacts(error: SdkError, response: HttpResponse, isClockSet: boolean): SdkError {
  if (error.$metadata === undefined) error.message = `Deserialization error: ${error.message}`
  const { $metadata = { httpStatusCode: response.statusCode } } = error
  const metadata = isClockSet ? { ...$metadata, clockSkewCorrected: true } : $metadata
  return Object.assign(Object.defineProperty(error, '$response', { value: response }), { $metadata: metadata })
}

/** Whether the answer told that the signature had a wrong time, which the next one doesn't have. */
function isSetRight(before: number, after: number): boolean {
  return before !== after && Math.abs(after) >= SKEW
}

/** In milliseconds; AWS takes five minutes. */
const SKEW = 240_000

/** As the SDK's clients hand it to their protocols. */
const SERDE: SerdeFunctions = {
  ...{ base64Decoder: fromBase64, base64Encoder: toBase64, utf8Decoder: fromUtf8, utf8Encoder: toUtf8 },
  streamCollector: () => Promise.reject(new Error('each answer is whole')),
}

type Context = Parameters<HttpProtocol['serializeRequest']>[2]
