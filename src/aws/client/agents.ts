/** The HTTP agents: they use the proxy and trust the certificates that the environment names. */
import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import { AwsenvError } from '../../errors.ts'
import { readBytes } from '../../files/read.ts'
import type { Environment } from '../../model/environment.ts'
import { isLoopback } from './endpoint.ts'
import { type Configured, caBundleOf, type Network, proxyVariables } from './network.ts'
import { proxyIn } from './proxy.ts'

export type Agents = { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent }

/** The agents for an endpoint, opened with its first request. A loopback endpoint never goes through a proxy. */
export async function agentsFor(
  opened: Map<string, Agents>,
  network: Network,
  endpoint: string | undefined,
): Promise<Agents> {
  const isDirect = endpoint !== undefined && isLoopback(new URL(endpoint).hostname)
  const proxy = isDirect ? undefined : proxyVariables(network)
  const caBundle = caBundleOf(network)
  const way = JSON.stringify([proxy, caBundle?.value])
  const agents = opened.get(way) ?? (await openAgents(proxy, caBundle))
  opened.set(way, agents)
  return agents
}

/**
 * Node reads the proxy variables (`proxyEnv`, since 24.5); the agents that the SDK builds read none. Node's default
 * certificates include NODE_EXTRA_CA_CERTS; the SDK never reads `caBundle`.
 */
async function openAgents(proxy: Environment | undefined, caBundle: Configured | undefined): Promise<Agents> {
  const [http, https, tls] = await Promise.all([import('node:http'), import('node:https'), import('node:tls')])
  const byProxy = proxy === undefined ? {} : { proxyEnv: withUsableProxy(proxy) }
  const ca = caBundle === undefined ? {} : { ca: [...tls.getCACertificates('default'), readBundle(caBundle.value)] }
  return {
    httpAgent: new http.Agent({ keepAlive: true, ...byProxy }),
    httpsAgent: new https.Agent({ keepAlive: true, ...byProxy, ...ca }),
  }
}

export function closeAgents({ httpAgent, httpsAgent }: Agents): void {
  httpAgent.destroy()
  httpsAgent.destroy()
}

function withUsableProxy(env: Environment): Environment {
  const proxy = proxyIn(env)
  return proxy === undefined ? { ...env } : { ...env, [proxy.name]: proxy.url }
}

function readBundle(path: string): string {
  const text = bundleAt(path)
  if (text === undefined)
    throw new AwsenvError(`the certificates in "${path}" can't be read: the file doesn't exist`, { hint: HINT })
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new AwsenvError(`there is no certificate in "${path}"`, { hint: HINT })
  return text
}

/** Comments between the certificates may be in any encoding. */
function bundleAt(path: string): string | undefined {
  try {
    const bytes = readBytes(path)
    return bytes && Buffer.from(bytes).toString('latin1')
  } catch (cause) {
    throw new AwsenvError((cause as Error).message, { hint: HINT, cause })
  }
}

const HINT = 'AWS_CA_BUNDLE, or "ca_bundle" in ~/.aws/config, names a PEM file'
