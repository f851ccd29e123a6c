/** The HTTP agents: they use the proxy and trust the certificates that the environment names. */
import type { Agent } from 'node:http'
import { AwsenvError } from '../../errors.ts'
import { readBytes } from '../../files/read.ts'
import type { Environment } from '../../model/environment.ts'
import { isLoopback } from './endpoint.ts'
import { type Configured, caBundleOf, type Network, proxyVariables } from './network.ts'
import { proxyIn } from './proxy.ts'

/** The agent for an endpoint, opened with its first request. A loopback endpoint never goes through a proxy. */
export async function agentFor(
  opened: Map<string, Agent>,
  network: Network,
  endpoint: string | undefined,
): Promise<Agent> {
  const url = endpoint === undefined ? undefined : new URL(endpoint)
  const proxy = url !== undefined && isLoopback(url.hostname) ? undefined : proxyVariables(network)
  const caBundle = caBundleOf(network)
  const isPlain = url?.protocol === 'http:'
  const way = JSON.stringify([isPlain, proxy, caBundle?.value])
  const agent = opened.get(way) ?? (await openAgent(isPlain, proxy, caBundle))
  opened.set(way, agent)
  return agent
}

/**
 * Node reads the proxy variables (`proxyEnv`, since 24.5), if an agent is told to. Node's default certificates include
 * NODE_EXTRA_CA_CERTS.
 */
async function openAgent(
  isPlain: boolean,
  proxy: Environment | undefined,
  caBundle: Configured | undefined,
): Promise<Agent> {
  const options = { keepAlive: true, ...(proxy === undefined ? {} : { proxyEnv: withUsableProxy(proxy) }) }
  const bundle = caBundle && readBundle(caBundle.value)
  if (isPlain) {
    const http = await import('node:http')
    return new http.Agent(options)
  }
  const https = await import('node:https')
  if (bundle === undefined) return new https.Agent(options)
  const tls = await import('node:tls')
  return new https.Agent({ ...options, ca: [...tls.getCACertificates('default'), bundle] })
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
