import { endpointOf, NETWORK_KEYS, type Network, type NetworkSettings } from '../../aws/client/network.ts'
import { SERVICE_NAMES } from '../../aws/client/services.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { type Profile, placeOf, subProperties } from '../../profiles/profile.ts'
import type { Profiles } from '../../profiles/profiles.ts'
import { type Configuration, readableProfile, regionIn } from '../environment/configuration.ts'
import { stsRegion } from './region.ts'

/** The network that the profiles of a chain (outermost first) and the environment configure. */
export function networkOf({ env, profiles }: Context, chain: readonly Profile[], region: string): Network {
  return { region, settings: networkSettings(chain, profiles), env }
}

/** The network of this shell. */
export function networkInShell(context: Context, configuration: Configuration, partition?: string): Network {
  const profile = readableProfile(context, configuration.profile?.value)
  const region = stsRegion(context, regionIn(configuration), partition)
  return networkOf(context, profile === undefined ? [] : [profile], region)
}

/** Its STS endpoint, part of the names in the vault; undefined for AWS's own. */
export function stsEndpointOf(context: Context, chain: readonly Profile[]): string | undefined {
  // The region is no part of a configured endpoint.
  return endpointOf(networkOf(context, chain, ''), 'sts')
}

/** For each key, the first profile that has it counts. */
export function networkSettings(chain: readonly Profile[], profiles: Profiles): NetworkSettings {
  const settings: Partial<Record<(typeof NETWORK_KEYS)[number], string | undefined>> = {}
  for (const profile of chain) {
    for (const key of NETWORK_KEYS) settings[key] ??= profile[key]
  }
  const services = servicesOf(chain, profiles)
  return { ...settings, services: services && endpointsIn(services) }
}

/** The `endpoint_url`s of a `services` section. */
function endpointsIn({ settings }: Profile): NetworkSettings['services'] {
  return Object.fromEntries(
    SERVICE_NAMES.flatMap(service => {
      const value = settings.get(service)?.value
      return typeof value === 'string' ? [[service, subProperties(value).get('endpoint_url')]] : []
    }),
  )
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
