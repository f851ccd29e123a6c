import type { Environment } from '../environment.ts'
import { AwsenvError } from '../errors.ts'
import { PARTITIONS } from './arn.ts'

/**
 * The endpoint that the environment names for a service (`STS`, `IAM`), undefined for AWS's own.
 * Order and names: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export function configuredEndpoint(env: Environment, service: string): string | undefined {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return undefined
  const name = [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL'].find(candidate => env[candidate])
  if (name === undefined) return undefined
  const url = env[name] ?? ''
  if (!URL.canParse(url))
    throw new AwsenvError(`${name} is not a URL: "${url}"`, { hint: `unset ${name}, or set it to an https:// address` })
  return url
}

/**
 * Refuses to send anything but to AWS or to this machine: a request carries the key's id and often an MFA code, and
 * the environment of a checked-out repository can name any endpoint.
 */
export function checkEndpoint(request: { readonly protocol: string; readonly hostname: string }): void {
  const { protocol, hostname } = request
  if (isLoopback(hostname)) return
  if (protocol === 'https:' && AWS_SUFFIXES.some(suffix => hostname.endsWith(`.${suffix}`))) return
  throw new AwsenvError(
    `the endpoint "${protocol}//${hostname}" is neither AWS over https nor this machine: nothing was sent`,
    {
      hint: 'look at AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and "endpoint_url" in ~/.aws/config',
    },
  )
}

export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)$/i.test(hostname)
}

/** The dual-stack endpoints have domains of their own. */
const AWS_SUFFIXES = [
  ...new Set(PARTITIONS.map(partition => partition.dnsSuffix)),
  'api.aws',
  'api.amazonwebservices.com.cn',
]
