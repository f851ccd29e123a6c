/** One attempt of a request: its line for `--debug`, the answer within the limits, and the clock offset that it tells. */
import type { Agent } from 'node:http'
import { AwsenvError } from '../../errors.ts'
import type { Incoming, Outgoing } from '../lazy/send.ts'
import { checkedAnswer } from './answer.ts'
import { answerInWords, exchange, type HttpResponse } from './exchange.ts'
import { responseTo } from './http.ts'
import { SERVICES, type ServiceName } from './services.ts'
import type { Transport } from './transport.ts'

export type Attempt = {
  readonly service: ServiceName
  readonly action: string
  readonly answersNothing: boolean
  readonly agent: Agent
  readonly connect: number
  readonly signal: AbortSignal
}

export async function checkedExchange(
  transport: Transport,
  { service, action, answersNothing, ...way }: Attempt,
  { url, method, headers, body }: Outgoing,
): Promise<Incoming> {
  const { protocol } = SERVICES[service]
  const { protocol: scheme, hostname, port } = url
  const tell = exchange(transport, action, { method, protocol: scheme, hostname, port, headers })
  try {
    const response = await received(url, { method, headers, body, ...way })
    const answer = await checkedAnswer(response, hostname, protocol, answersNothing)
    const date = Date.parse(response.headers['date'] ?? '')
    if (!Number.isNaN(date)) transport.clockOffset = date - transport.now()
    tell(answerInWords(response, answer, transport.clockOffset, protocol))
    return { ...response, body: answer }
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException
    tell(error instanceof AwsenvError ? message : (code ?? name))
    throw error
  }
}

async function received(...request: Parameters<typeof responseTo>): Promise<HttpResponse> {
  const response = await responseTo(...request)
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return { statusCode: response.statusCode ?? 0, headers: Object.fromEntries(headers), body: response }
}
