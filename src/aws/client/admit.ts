/** The last check before a request leaves: whether it may go there, and what the user is told about its way. */
import { checkEndpoint, type Destination, isLoopback } from './endpoint.ts'
import { configuredEndpoint, type Network, trustedBy } from './network.ts'
import { isExempt, proxyIn } from './proxy.ts'
import type { ServiceName } from './services.ts'
import { type Pins, type Transport, tellOnce } from './transport.ts'

export type Departure = {
  readonly service: ServiceName
  readonly network: Network
  /** Whether the receiver could use what is in the request. */
  readonly carriesSecret: boolean
  /** Whether a code is in it, or a new key in its answer: things that AWS gives or takes once. */
  readonly isOnce: boolean
}

/** @throws AwsenvError if it must not leave */
export async function admit(
  transport: Transport,
  { service, network, carriesSecret, isOnce }: Departure,
  destination: Destination,
): Promise<void> {
  const pins = await transport.pins()
  const owner = checkEndpoint(destination, { service, pinned: pins.endpoints, carriesSecret })
  if (owner === 'local') tellOnce(transport, foreignEndpoint(destination, configuredEndpoint(network, service)?.origin))
  const between = carriesSecret || isOnce ? whoStandsBetween(network, destination, pins) : []
  if (between.length > 0)
    tellOnce(
      transport,
      `${between.map(({ says }) => says).join(', and ')}; if that is right, name it in the settings: ${between.map(({ setting }) => setting).join(', ')}`,
    )
}

function foreignEndpoint({ protocol, hostname, port }: Destination, origin = 'the SDK'): string {
  return `requests go to "${protocol}//${hostname}${port ? `:${port}` : ''}" (${origin}), which is not AWS's own endpoint`
}

/**
 * What the environment, and not the settings, puts between us and AWS. A proxy sees only host names, unless its
 * own certificate is trusted: then it reads everything, and one environment can bring both.
 */
function whoStandsBetween(
  network: Network,
  { protocol, hostname, port }: Destination,
  { proxies, ca_bundles }: Pins,
): readonly { readonly says: string; readonly setting: keyof Pins }[] {
  if (protocol !== 'https:') return []
  const { env } = network
  const isDirect = isLoopback(hostname) || isExempt(env, hostname, port)
  const proxy = isDirect ? undefined : proxyIn(env)
  const { hostname: host = '', host: withPort = '' } = proxy === undefined ? {} : new URL(proxy.url)
  const bundles = trustedBy(network).filter(({ value }) => !ca_bundles.includes(value))
  const named = bundles.map(({ value, origin }) => `"${value}" (${origin})`).join(' and ')
  return [
    ...(proxy === undefined || proxies.includes(host) || proxies.includes(withPort)
      ? []
      : [{ says: `requests go through the proxy "${withPort}" (${proxy.name})`, setting: 'proxies' as const }]),
    ...(bundles.length === 0
      ? []
      : [{ says: `the certificates in ${named} are trusted`, setting: 'ca_bundles' as const }]),
  ]
}
