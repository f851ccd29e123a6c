/** How requests leave the machine: through the proxy that the environment names, trusting the certificates that it names. */
import { readFileSync } from 'node:fs'
import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Environment } from '../environment.ts'
import { AwsenvError } from '../errors.ts'
import { fileReason } from '../read-file.ts'

export type Agents = { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent }

/**
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY in both cases, as Node reads them (`proxyEnv`, since 24.5): the SDK builds
 * agents of its own that read none. NODE_EXTRA_CA_CERTS is Node's own and among its default certificates;
 * `caBundle` is AWS_CA_BUNDLE or `ca_bundle`, which the SDK reads nowhere. A loopback endpoint is never asked for by proxy.
 */
export async function openAgents(env: Environment, caBundle: string | undefined, isLoopback: boolean): Promise<Agents> {
  const [http, https, tls] = await Promise.all([import('node:http'), import('node:https'), import('node:tls')])
  const proxy = isLoopback ? {} : { proxyEnv: { ...env } }
  const ca = caBundle === undefined ? {} : { ca: [...tls.getCACertificates('default'), readBundle(caBundle)] }
  return {
    httpAgent: new http.Agent({ keepAlive: true, ...proxy }),
    httpsAgent: new https.Agent({ keepAlive: true, ...proxy, ...ca }),
  }
}

export function closeAgents({ httpAgent, httpsAgent }: Agents): void {
  httpAgent.destroy()
  httpsAgent.destroy()
}

function readBundle(path: string): string {
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AwsenvError(`the certificates in "${path}" can't be read: ${fileReason(cause)}`, {
      hint: HINT,
      cause,
    })
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new AwsenvError(`there is no certificate in "${path}"`, { hint: HINT })
  return text
}

const HINT = 'AWS_CA_BUNDLE, or "ca_bundle" in ~/.aws/config, names a PEM file'
