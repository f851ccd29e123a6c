/** One request over HTTP or HTTPS. */
import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { collected } from './answer.ts'

export type OneRequest = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  /** Without an agent, the request goes directly, past any proxy. */
  readonly agent?: Agent | undefined
  /** In milliseconds. */
  readonly connect: number
  readonly signal: AbortSignal
}

export type PlainRequest = OneRequest & {
  /** In bytes: a longer answer is refused. */
  readonly most: number
}

export type PlainAnswer = { readonly status: number; readonly date: string | undefined; readonly body: Uint8Array }

export async function send(url: URL, { most, ...request }: PlainRequest): Promise<PlainAnswer> {
  const response = await responseTo(url, request)
  return {
    status: response.statusCode ?? 0,
    date: response.headers.date,
    body: await collected(response as AsyncIterable<Uint8Array>, url.host, most),
  }
}

/** The response as soon as its head is there. */
export async function responseTo(url: URL, { agent, body, connect, ...options }: OneRequest): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  // Never the global agent, which uses a proxy if NODE_USE_ENV_PROXY says so.
  return answered(request(url, { ...options, agent: agent ?? false }), body, connect)
}

function answered(
  request: ClientRequest,
  body: string | Uint8Array | undefined,
  connect: number,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const tooSlow = () => request.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
    const timer = setTimeout(tooSlow, connect)
    const isConnected = () => clearTimeout(timer)
    request.on('socket', socket => (socket.connecting ? socket.once('connect', isConnected) : isConnected()))
    request.on('response', resolve)
    request.on('error', reject)
    request.on('close', isConnected)
    request.end(body)
  })
}
