import type { Network } from '../../aws/client/network.ts'
import { getCallerIdentity, type Identity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import type { AccessKey } from '../../model/credentials.ts'
import type { Profile } from '../../profiles/profile.ts'
import { networkOf } from '../session/network.ts'
import { configuredRegion, stsRegion } from '../session/region.ts'

/** Asks AWS for the owner of a source's key, over the network of its profile. */
export async function ownerOf(
  context: Context,
  accessKey: AccessKey,
  profile: Profile | undefined,
): Promise<Identity & { readonly network: Network }> {
  const network = networkToAsk(context, profile)
  return { ...(await getCallerIdentity(context.transport, { accessKey, network })), network }
}

/** The network to the STS that is asked for a key's owner. */
export function networkToAsk(context: Context, profile: Profile | undefined): Network {
  const chain = profile === undefined ? [] : [profile]
  const region = stsRegion(context, configuredRegion(undefined, context.environmentBefore, chain), undefined)
  return networkOf(context, chain, region)
}
