import type { NetworkSettings } from '../../aws/client/endpoint.ts'
import { AwsenvError } from '../../errors.ts'
import { type Profile, placeOf, subProperties } from '../../profiles/profile.ts'
import type { Profiles } from '../../profiles/profiles.ts'

/** What the profiles of a chain, the outermost first, say about the way to AWS: the first that says something counts. */
export function networkOf(chain: readonly Profile[], profiles: Profiles): NetworkSettings {
  const first = (key: keyof NetworkSettings) => chain.find(profile => profile[key] !== undefined)?.[key]
  const section = servicesOf(chain, profiles)
  const endpointOf = (service: string) => {
    const value = section?.settings.get(service)?.value
    return typeof value === 'string' ? subProperties(value).get('endpoint_url') : undefined
  }
  return {
    endpoint_url: first('endpoint_url'),
    services: { sts: endpointOf('sts'), iam: endpointOf('iam'), signin: endpointOf('signin') },
    ignore_configured_endpoint_urls: first('ignore_configured_endpoint_urls'),
    ca_bundle: first('ca_bundle'),
    use_fips_endpoint: first('use_fips_endpoint'),
    use_dualstack_endpoint: first('use_dualstack_endpoint'),
  }
}

/** @throws AwsenvError where it is missing, as the AWS CLI has it: AWS itself is not what was meant. */
function servicesOf(chain: readonly Profile[], profiles: Profiles): Profile | undefined {
  const profile = chain.find(({ services }) => services !== undefined)
  if (profile?.services === undefined) return undefined
  const section = profiles.services(profile.services)
  if (section !== undefined) return section
  throw new AwsenvError(
    `${placeOf(profile, 'services')} names services "${profile.services}", and there is no [services ${profile.services}]`,
    { hint: 'add that section to the config file, or take "services" out of the profile' },
  )
}
