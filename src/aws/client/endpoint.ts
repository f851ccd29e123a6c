/** Decides where a request may go. Pure. */
import { AwsenvError } from '../../errors.ts'
import { isAwsHost, type ServiceName } from './services.ts'

/** The destination of a request. */
export type Destination = {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | string | undefined
}

export type Errand = {
  readonly service: ServiceName
  /** The hosts that the settings allow: `sts.example.com`, `127.0.0.1:4566`. */
  readonly pinned: readonly string[]
  /** Whether the receiver could use what is in the request: a secret key, or a token that needs no signature. */
  readonly carriesSecret: boolean
}

/** AWS's own host, one that the user has pinned, or whatever listens on this machine. */
export type Owner = 'aws' | 'pinned' | 'local'

/**
 * Sends only to AWS, to hosts that the user has pinned, or to this machine: a request carries the key's id
 * and often an MFA code, and the environment of a checked-out repository can name any endpoint. Any user of this
 * machine may listen on it, so a bare secret goes there only if the host is pinned.
 */
export function checkEndpoint(destination: Destination, { service, pinned, carriesSecret }: Errand): Owner {
  const { protocol, hostname, port } = destination
  const isLocal = isLoopback(hostname)
  const isPinned =
    pinned.includes(hostname) || pinned.includes(`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`)
  if (protocol === 'https:' && isAwsHost(service, hostname)) return 'aws'
  if (isPinned && (protocol === 'https:' || isLocal)) return 'pinned'
  if (isLocal && !carriesSecret) return 'local'
  const pin = port ? `${hostname}:${port}` : hostname
  const hint = `look at AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_${service.toUpperCase()} and "endpoint_url" in ~/.aws/config; if you trust it: awsenv config set endpoints ${pin}`
  const shown = `${protocol}//${pin}`
  if (isLocal)
    throw new AwsenvError(
      `a secret goes to the endpoint "${shown}" on this machine only if your settings pin it: awsenv sent nothing`,
      { hint },
    )
  throw new AwsenvError(`the endpoint "${shown}" is neither AWS over https nor this machine: awsenv sent nothing`, {
    hint,
  })
}

export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)$/i.test(hostname)
}
