/** One call of a service that the SDK has no client for, with the checks, the deadline and the sentences of call.ts. */
import { failure } from '../failure/failure.ts'
import { admit } from './admit.ts'
import { agentFor } from './agents.ts'
import { MAX_ANSWER } from './answer.ts'
import type { About, Signer } from './call.ts'
import { answerInWords, exchange } from './exchange.ts'
import { send } from './http.ts'
import { DEADLINES, deadlineOf, type Transport } from './transport.ts'

/** A request with a secret in its body, which is sent once. */
export type PlainCall = {
  readonly url: URL
  readonly contentType: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export type PlainReply = { readonly status: number; readonly text: string }

export async function plainCall(
  transport: Transport,
  { accessKey, network }: Signer,
  about: About,
  { url, contentType, body, headers }: PlainCall,
): Promise<PlainReply> {
  await admit(transport, { service: 'signin', network, carriesSecret: true, isOnce: true }, url)
  const { protocol, hostname, port } = url
  const tell = exchange(transport, about.action, { method: 'POST', protocol, hostname, port, headers: {} })
  const { connect } = DEADLINES.needed
  const signal = deadlineOf(transport, DEADLINES.needed)
  try {
    const agent = await agentFor(transport.agents, network, url.origin)
    const {
      status,
      date,
      body: answer,
    } = await send(url, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'content-length': String(Buffer.byteLength(body)),
        accept: 'application/json',
        'user-agent': transport.userAgent,
        ...headers,
      },
      ...{ body, agent, connect, signal, most: MAX_ANSWER },
    })
    const milliseconds = Date.parse(date ?? '')
    if (!Number.isNaN(milliseconds)) transport.clockOffset = milliseconds - transport.now()
    tell(answerInWords({ statusCode: status, headers: {}, body: answer }, answer, transport.clockOffset, 'json'))
    return { status, text: new TextDecoder().decode(answer).trim() }
  } catch (cause) {
    // A connection that we gave up looks like one that broke.
    const reason = signal.aborted ? signal.reason : cause
    throw plainFailure(transport, { accessKey, network }, about, url, reason)
  }
}

/** The sentence for what went wrong: an answer that is an error, or no answer. */
export function plainFailure(
  { clockOffset }: Transport,
  { accessKey, network }: Signer,
  about: About,
  { origin }: URL,
  cause: unknown,
) {
  const key = accessKey !== undefined && 'secretAccessKey' in accessKey ? accessKey : undefined
  return failure(cause, { ...about, region: network.region, endpoint: origin, accessKey: key, clockOffset })
}
