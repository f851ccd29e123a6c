/** Where AWS is asked, and where never. Pure. */

import { AwsenvError } from '../../errors.ts'
import { PARTITIONS } from '../../model/arn.ts'
import type { Environment } from '../../model/environment.ts'

/** What a profile says about the way to AWS; the environment goes before each of them. */
export type NetworkSettings = {
  readonly endpoint_url?: string | undefined
  /** `endpoint_url` of the `services` section that the profile names, by service: `sts`, `iam`. */
  readonly services?: Readonly<Record<string, string | undefined>> | undefined
  readonly ignore_configured_endpoint_urls?: string | undefined
  readonly ca_bundle?: string | undefined
  readonly use_fips_endpoint?: string | undefined
  readonly use_dualstack_endpoint?: string | undefined
}

/**
 * The endpoint that is configured for a service (`sts`, `iam`), undefined for AWS's own. In this order: the service's
 * variable, the general variable, the service in the profile's `services` section, the profile's `endpoint_url`.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoint(
  env: Environment,
  service: string,
  settings: NetworkSettings = {},
): string | undefined {
  if (isOn(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? settings.ignore_configured_endpoint_urls)) return undefined
  const variables = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']
  const found = [
    ...variables.map(name => [name, env[name]] as const),
    ['endpoint_url of the services section', settings.services?.[service]] as const,
    ['endpoint_url of the profile', settings.endpoint_url] as const,
  ].find(([, value]) => value)
  if (found === undefined) return undefined
  const [name, url = ''] = found
  if (URL.canParse(url) && /^https?:/.test(url)) return withoutUser(url)
  throw new AwsenvError(`${name} is not a URL: "${url.slice(url.lastIndexOf('@') + 1)}"`, {
    hint: 'take it away, or set it to an https:// address',
  })
}

/** A password has no use there, and would stand in messages. */
function withoutUser(url: string): string {
  const { username, password } = new URL(url)
  return username || password ? Object.assign(new URL(url), { username: '', password: '' }).href : url
}

/**
 * Refuses to send anything but to AWS or to this machine: a request carries the key's id and often an MFA code, and
 * the environment of a checked-out repository can name any endpoint. `trusted` are the hosts that the user has pinned.
 */
export function checkEndpoint(
  request: { readonly protocol: string; readonly hostname: string },
  trusted: readonly string[] = [],
): void {
  const { protocol, hostname } = request
  if (isLoopback(hostname)) return
  const isAws = SERVICE.test(hostname) && AWS_SUFFIXES.some(suffix => hostname.endsWith(`.${suffix}`))
  const isTrusted = isAws || trusted.includes(hostname)
  if (protocol === 'https:' && isTrusted) return
  throw new AwsenvError(
    `the endpoint "${protocol}//${hostname}" is neither AWS over https nor this machine: nothing was sent`,
    {
      hint: `look at AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and "endpoint_url" in ~/.aws/config; if you trust it: awsenv config set endpoints ${hostname}`,
    },
  )
}

/** A switch as AWS's files and variables have it. */
export function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)$/i.test(hostname)
}

/** Other names below AWS's domains are its customers': ID.execute-api.REGION.amazonaws.com is whoever's program. */
const SERVICE = /^(?:vpce-[a-z0-9-]+\.)?(?:sts|iam)(?:-fips)?\./

/** The dual-stack endpoints have domains of their own. */
const AWS_SUFFIXES = [
  ...new Set(PARTITIONS.map(partition => partition.dnsSuffix)),
  'api.aws',
  'api.amazonwebservices.com.cn',
]
