import type { NetworkSettings } from '../aws/endpoint.ts'
import type { Profiles } from '../profiles/merge.ts'
import { type Profile, subProperties } from '../profiles/profile.ts'
import { Secret } from '../secret.ts'

/** What the profiles of a road, the outermost first, say about the way to AWS: the first that says something counts. */
export function networkOf(road: readonly Profile[], profiles: Profiles): NetworkSettings {
  const setting = (key: string) =>
    road.map(({ settings }) => settings.get(key)).find(value => typeof value === 'string' && value !== '')
  const plain = (key: string) => {
    const value = setting(key)
    return value instanceof Secret ? undefined : value
  }
  const section = profiles.services(plain('services') ?? '')
  const endpointOf = (service: string) => {
    const value = section?.settings.get(service)
    return typeof value === 'string' ? subProperties(value).get('endpoint_url') : undefined
  }
  return {
    endpoint_url: plain('endpoint_url'),
    services: { sts: endpointOf('sts'), iam: endpointOf('iam') },
    ignore_configured_endpoint_urls: plain('ignore_configured_endpoint_urls'),
    ca_bundle: plain('ca_bundle'),
    use_fips_endpoint: plain('use_fips_endpoint'),
    use_dualstack_endpoint: plain('use_dualstack_endpoint'),
  }
}
