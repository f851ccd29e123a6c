import type { Identity } from '../aws/sts.ts'
import type { Context } from '../context.ts'
import type { Profile } from '../profiles/profile.ts'
import { environmentBefore } from './before.ts'
import type { AccessKey } from './credentials.ts'
import { networkOf } from './network.ts'
import { configuredRegion, stsRegion } from './region.ts'

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
  const road = profile === undefined ? [] : [profile]
  context.aws.follow(networkOf(road, context.profiles))
  return stsRegion(context, configuredRegion(undefined, environmentBefore(context), road), undefined)
}
