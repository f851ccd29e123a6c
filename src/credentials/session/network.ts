import { endpointOf, endpointsFrom, type Network, type NetworkSettings, networkFrom } from '../../aws/client/network.ts'
import { SERVICE_NAMES } from '../../aws/client/services.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { type Profile, placeOf, subProperties } from '../../profiles/profile.ts'
import type { Profiles } from '../../profiles/profiles.ts'
import { type Configuration, readableProfile, regionIn } from '../environment/configuration.ts'
import { stsRegion } from './region.ts'

/** The network that the profiles of a chain (outermost first) and the environment configure. */
export function networkOf({ env, profiles }: Context, chain: readonly Profile[], region: string): Network {
  return networkFrom(env, networkSettings(chain, profiles), region)
}

/** The network of this shell. */
export function networkInShell(context: Context, configuration: Configuration, partition?: string): Network {
  const profile = readableProfile(context, configuration.profile?.value)
  const region = stsRegion(context, regionIn(configuration), partition)
  return networkOf(context, profile === undefined ? [] : [profile], region)
}

/** Its STS endpoint, part of the names in the vault; undefined for AWS's own. */
export function stsEndpointOf({ env, profiles }: Context, chain: readonly Profile[]): string | undefined {
  return endpointOf({ endpoints: endpointsFrom(env, networkSettings(chain, profiles)) }, 'sts')
}

/** For each key, the first profile that has it counts. */
export function networkSettings(chain: readonly Profile[], profiles: Profiles): NetworkSettings {
  const first = (key: keyof NetworkSettings) => chain.find(profile => profile[key] !== undefined)?.[key]
  const section = servicesOf(chain, profiles)
  const configured = (service: string) => {
    const value = section?.settings.get(service)?.value
    return typeof value === 'string' ? subProperties(value).get('endpoint_url') : undefined
  }
  return {
    endpoint_url: first('endpoint_url'),
    services: Object.fromEntries(SERVICE_NAMES.map(service => [service, configured(service)])),
    ignore_configured_endpoint_urls: first('ignore_configured_endpoint_urls'),
    ca_bundle: first('ca_bundle'),
    use_fips_endpoint: first('use_fips_endpoint'),
    use_dualstack_endpoint: first('use_dualstack_endpoint'),
  }
}

/** @throws AwsenvError if the section is missing, as the AWS CLI does: the user did not mean AWS's own endpoints. */
function servicesOf(chain: readonly Profile[], profiles: Profiles): Profile | undefined {
  const profile = chain.find(({ services }) => services !== undefined)
  if (profile?.services === undefined) return undefined
  const section = profiles.services(profile.services)
  if (section !== undefined) return section
  throw new AwsenvError(
    `${placeOf(profile, 'services')} names services "${profile.services}", and there is no [services ${profile.services}]`,
    { hint: 'add that section to the config file, or remove "services" from the profile' },
  )
}
