/** The way to AWS in a test: a transport that says nothing, and a network as an environment makes it. */
import type { Network, NetworkSettings } from '../../src/aws/client/network.ts'
import { openTransport, type Pins, type Transport, type TransportOptions } from '../../src/aws/client/transport.ts'
import type { Environment } from '../../src/model/environment.ts'

type Options = Partial<Omit<TransportOptions, 'pins'>> & { readonly pins?: Partial<Pins> }

export function quietTransport({ pins = {}, ...options }: Options = {}): Transport {
  const quiet = { userAgent: 'x', debug() {}, say() {}, now: Date.now }
  return openTransport({ ...quiet, ...options, pins: () => ({ endpoints: [], proxies: [], ca_bundles: [], ...pins }) })
}

export function networkIn(env: Environment, region = 'eu-central-1', settings: NetworkSettings = {}): Network {
  return { region, settings, env }
}
