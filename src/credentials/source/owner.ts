import type { Identity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import type { AccessKey } from '../../model/credentials.ts'
import type { Profile } from '../../profiles/profile.ts'
import { networkOf } from '../session/network.ts'
import { configuredRegion, stsRegion } from '../session/region.ts'

/** Whose key it is, by AWS's own word, and where it was asked. What the profile says of the way there counts. */
export async function ownerOf(
  context: Context,
  accessKey: AccessKey,
  profile: Profile | undefined,
): Promise<Identity & { readonly region: string }> {
  const region = regionToAsk(context, profile)
  return { ...(await context.aws.getCallerIdentity({ accessKey, region })), region }
}

/** The region of the STS that is asked whose a key is, by way of the network that the profile names. */
export function regionToAsk(context: Context, profile: Profile | undefined): string {
  const chain = profile === undefined ? [] : [profile]
  context.aws.follow(networkOf(chain, context.profiles))
  return stsRegion(context, configuredRegion(undefined, context.environmentBefore, chain), undefined)
}
