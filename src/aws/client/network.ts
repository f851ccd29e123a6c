/**
 * The way to AWS as a plain value: part of a session's source, and passed to every call. Its STS endpoint is part of
 * the names of vault entries. Pure.
 */
import { AwsenvError } from '../../errors.ts'
import type { Environment } from '../../model/environment.ts'
import type { ServiceName } from './services.ts'

/** What a profile says about the way to AWS; the environment overrides each of these. */
export type NetworkSettings = {
  readonly endpoint_url?: string | undefined
  /** The `endpoint_url`s of the `services` section that the profile names. */
  readonly services?: Readonly<Partial<Record<ServiceName, string | undefined>>> | undefined
  readonly ignore_configured_endpoint_urls?: string | undefined
  readonly ca_bundle?: string | undefined
  readonly use_fips_endpoint?: string | undefined
  readonly use_dualstack_endpoint?: string | undefined
}

/** The profile keys behind it. */
export const NETWORK_KEYS = [
  ...['endpoint_url', 'services', 'ignore_configured_endpoint_urls', 'ca_bundle'],
  ...['use_fips_endpoint', 'use_dualstack_endpoint'],
] as readonly (keyof NetworkSettings)[]

/** A value, and for messages where it was set: `AWS_ENDPOINT_URL`, `"endpoint_url" of the profile`. */
export type Configured = { readonly value: string; readonly origin: string }

export type Network = {
  readonly region: string
  readonly settings: NetworkSettings
  /** Its variables override the settings. Each is read when a request needs it. */
  readonly env: Environment
}

/**
 * What configures the endpoint of a service, in this order: the service's variable, the general variable, the service in
 * the profile's `services` section, the profile's `endpoint_url`; undefined for AWS's own endpoint of the region.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoint({ env, settings }: Network, service: ServiceName): Configured | undefined {
  if (isOn(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? settings.ignore_configured_endpoint_urls)) return undefined
  const variable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`
  return firstOf([
    [variable, env[variable]],
    ['AWS_ENDPOINT_URL', env['AWS_ENDPOINT_URL']],
    ['"endpoint_url" of the services section', settings.services?.[service]],
    ['"endpoint_url" of the profile', settings.endpoint_url],
  ])
}

/** The configured URL of a service; undefined for AWS's own. @throws AwsenvError if it isn't a URL */
export function endpointOf(network: Network, service: ServiceName): string | undefined {
  const found = configuredEndpoint(network, service)
  if (found === undefined) return undefined
  const { origin, value } = found
  if (URL.canParse(value) && /^https?:/.test(value)) return withoutUser(value)
  throw new AwsenvError(`${origin} is not a URL: "${value.slice(value.lastIndexOf('@') + 1)}"`, {
    hint: 'unset it, or set it to an https:// address',
  })
}

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case, if set. */
export function proxyVariables({ env }: Network): Environment {
  return Object.fromEntries(PROXY_VARIABLES.flatMap(name => (env[name] ? [[name, env[name]]] : [])))
}

export function caBundleOf({ env, settings }: Network): Configured | undefined {
  return firstOf([
    ['AWS_CA_BUNDLE', env['AWS_CA_BUNDLE']],
    ['"ca_bundle" of the profile', settings.ca_bundle],
  ])
}

/**
 * Files of certificates that are trusted because the environment names them. Node reads the last two only if it trusts
 * the system's certificates. https://nodejs.org/api/cli.html#node_use_system_ca1
 */
export function trustedBy({ env }: Network): readonly Configured[] {
  const ofSystem = env['NODE_USE_SYSTEM_CA'] === '1' ? ['SSL_CERT_FILE', 'SSL_CERT_DIR'] : []
  return ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', ...ofSystem].flatMap(origin => {
    const value = env[origin]
    return value ? [{ value, origin }] : []
  })
}

export function usesFips({ env, settings }: Network): boolean {
  return isOn(env['AWS_USE_FIPS_ENDPOINT'] ?? settings.use_fips_endpoint)
}

export function usesDualstack({ env, settings }: Network): boolean {
  return isOn(env['AWS_USE_DUALSTACK_ENDPOINT'] ?? settings.use_dualstack_endpoint)
}

/** A switch in AWS's files and variables: like the AWS CLI and SDKs, anything but "true" is off. */
export function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

function firstOf(found: readonly (readonly [origin: string, value: string | undefined])[]): Configured | undefined {
  for (const [origin, value] of found) if (value) return { origin, value }
  return undefined
}

/** Removes a user and password: they have no use here, and messages would show them. */
function withoutUser(url: string): string {
  const { username, password } = new URL(url)
  return username || password ? Object.assign(new URL(url), { username: '', password: '' }).href : url
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'] as const
