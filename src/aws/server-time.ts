/** The time of AWS: the Date of STS's answer to a request without a key or a signature, which no log of the account has. */
import { AwsenvError } from '../errors.ts'
import { partitionOfRegion } from '../model/arn.ts'
import { endpointOf, type Network } from './client/network.ts'
import { plainGet } from './client/plain-get.ts'
import type { Transport } from './client/transport.ts'

/** In epoch milliseconds. */
export async function serverTime(transport: Transport, network: Network): Promise<number> {
  const { region } = network
  const url = new URL(endpointOf(network, 'sts') ?? `https://sts.${region}.${partitionOfRegion(region).dnsSuffix}`)
  const { time } = await plainGet(transport, { network }, { service: 'sts', action: 'the time', url })
  if (!Number.isNaN(time)) return time
  throw new AwsenvError(`${url.hostname} answered without the time`, {
    hint: 'check the endpoint and any proxy in between',
  })
}
