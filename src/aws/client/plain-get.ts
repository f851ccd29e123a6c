/** One GET of a service that the SDK has no client for here, with the checks, the deadline and the sentences of call.ts. */
import { admit } from './admit.ts'
import { agentFor } from './agents.ts'
import { MAX_ANSWER } from './answer.ts'
import type { Signer } from './call.ts'
import { exchange } from './exchange.ts'
import { send } from './http.ts'
import { plainFailure } from './plain-call.ts'
import type { ServiceName } from './services.ts'
import { DEADLINES, deadlineOf, type Transport } from './transport.ts'

export type PlainGet = {
  readonly service: ServiceName
  readonly action: string
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
}

/** `time`: of the server, in epoch milliseconds; NaN if it doesn't tell. */
export type GetReply = { readonly status: number; readonly time: number; readonly text: string }

export async function plainGet(
  transport: Transport,
  signer: Signer,
  { service, action, url, headers = {} }: PlainGet,
): Promise<GetReply> {
  const { network } = signer
  await admit(transport, { service, network, carriesSecret: false, isOnce: false }, url)
  const { protocol, hostname, port } = url
  const tell = exchange(transport, action, { method: 'GET', protocol, hostname, port, headers: {} })
  const { connect } = DEADLINES.helping
  const signal = deadlineOf(transport, DEADLINES.helping)
  try {
    const agent = await agentFor(transport.agents, network, url.origin)
    const { status, date, body } = await send(url, {
      method: 'GET',
      headers: { 'user-agent': transport.userAgent, ...headers },
      ...{ agent, connect, signal, most: MAX_ANSWER },
    })
    tell(`${status}, ${body.byteLength} bytes`)
    return { status, time: Date.parse(date ?? ''), text: new TextDecoder().decode(body).trim() }
  } catch (cause) {
    // A connection that we gave up looks like one that broke.
    throw plainFailure(transport, signer, { action }, url, signal.aborted ? signal.reason : cause)
  }
}
