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
  const road = profile === undefined ? [] : [profile]
  context.aws.follow(networkOf(road, context.profiles))
  const region = stsRegion(context, configuredRegion(undefined, environmentBefore(context), road), undefined)
  return { ...(await context.aws.getCallerIdentity({ accessKey, region })), region }
}
