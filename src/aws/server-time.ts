/** The time of AWS: the Date of STS's answer to a request without a key or a signature, which no log of the account has. */
import { AwsenvError } from '../errors.ts'
import { partitionOfRegion } from '../model/arn.ts'
import { admit } from './client/admit.ts'
import { agentsFor } from './client/agents.ts'
import { MAX_ANSWER } from './client/answer.ts'
import { exchange } from './client/exchange.ts'
import { send } from './client/http.ts'
import { endpointOf, type Network } from './client/network.ts'
import { plainFailure } from './client/plain-call.ts'
import { DEADLINES, deadlineOf, type Transport } from './client/transport.ts'

/** In epoch milliseconds. */
export async function serverTime(transport: Transport, network: Network): Promise<number> {
  const { region } = network
  const url = new URL(endpointOf(network, 'sts') ?? `https://sts.${region}.${partitionOfRegion(region).dnsSuffix}`)
  await admit(transport, { service: 'sts', network, carriesSecret: false, isOnce: false }, url)
  const { protocol, hostname, port } = url
  const tell = exchange(transport, 'the time', { method: 'GET', protocol, hostname, port, headers: {} })
  const { connect } = DEADLINES.helping
  const signal = deadlineOf(transport, DEADLINES.helping)
  try {
    const agents = await agentsFor(transport.agents, network, url.origin)
    const headers = { 'user-agent': transport.userAgent }
    const { status, date } = await send(url, { method: 'GET', headers, agents, connect, signal, most: MAX_ANSWER })
    tell(String(status))
    const time = Date.parse(date ?? '')
    if (!Number.isNaN(time)) return time
    throw new AwsenvError(`${hostname} answered without the time`, {
      hint: 'check the endpoint and any proxy in between',
    })
  } catch (cause) {
    throw plainFailure(transport, { network }, { action: 'the time' }, url, signal.aborted ? signal.reason : cause)
  }
}
