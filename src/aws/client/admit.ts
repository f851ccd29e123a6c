/** The last look before a request leaves: whether it may go there, and what the user is told about where it goes. */
import { checkEndpoint, type Destination } from './endpoint.ts'
import type { Network } from './network.ts'
import type { ServiceName } from './services.ts'
import { type Transport, tellOnce } from './transport.ts'

export type Departure = {
  readonly service: ServiceName
  readonly network: Network
  /** Whether whoever gets the request can use what is in it. */
  readonly carriesSecret: boolean
}

/** @throws AwsenvError where it must not leave */
export async function admit(
  transport: Transport,
  { service, network, carriesSecret }: Departure,
  destination: Destination,
): Promise<void> {
  const { endpoints: pinned } = await transport.pins()
  if (checkEndpoint(destination, { service, pinned, carriesSecret }) !== 'local') return
  const { protocol, hostname, port } = destination
  const origin = network.endpoints[service]?.origin ?? 'the SDK'
  tellOnce(
    transport,
    `requests go to "${protocol}//${hostname}${port ? `:${port}` : ''}" (${origin}), which is not AWS's own endpoint`,
  )
}
