/** One request without the SDK, for services that it has no client for. */
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Agents } from './agents.ts'
import { collected } from './answer.ts'

export type PlainRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Without agents, the request goes directly, past any proxy. */
  readonly agents?: Agents | undefined
  /** In milliseconds. */
  readonly connect: number
  readonly signal: AbortSignal
  /** In bytes: a longer answer is refused. */
  readonly most: number
}

export type PlainAnswer = { readonly status: number; readonly date: string | undefined; readonly body: Uint8Array }

export async function send(url: URL, { agents, body, connect, most, ...options }: PlainRequest): Promise<PlainAnswer> {
  const isTls = url.protocol === 'https:'
  const { request } = isTls ? await import('node:https') : await import('node:http')
  // Its own agent: the global one uses a proxy if NODE_USE_ENV_PROXY says so.
  const agent = (isTls ? agents?.httpsAgent : agents?.httpAgent) ?? false
  const response = await answered(request(url, { ...options, agent }), body, connect)
  return {
    status: response.statusCode ?? 0,
    date: response.headers.date,
    body: await collected(response as AsyncIterable<Uint8Array>, url.host, most),
  }
}

function answered(request: ClientRequest, body: string | undefined, connect: number): Promise<IncomingMessage> {
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
