import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { checkedRegion, partitionById, partitionOfRegion } from '../../model/arn.ts'
import type { Environment } from '../../model/environment.ts'
import { inProfile, saying } from '../../profiles/in-profile.ts'
import type { Profile } from '../../profiles/profile.ts'

/** The configured region, which a session exports; undefined if there is none. */
export function configuredRegion(
  flag: string | undefined,
  before: Environment,
  profiles: readonly Profile[],
): string | undefined {
  if (flag) return checkedRegion(flag)
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const region = before[name]
    if (region) return saying(name, () => checkedRegion(region))
  }
  const profile = profiles.find(({ region }) => region)
  return profile && inProfile(profile, 'region', checkedRegion)
}

/**
 * The region of STS: the configured one, or the one of the ARN's partition (never the global endpoint:
 * its tokens fail in opt-in regions). A region of another partition is ignored.
 */
export function stsRegion(context: Context, configured: string | undefined, partition: string | undefined): string {
  if (configured !== undefined && (partition === undefined || partitionOfRegion(configured).id === partition))
    return configured
  const known = partitionById(partition ?? 'aws')
  if (known !== undefined) {
    if (configured !== undefined)
      context.debug(`region ${configured} is not in partition ${known.id}: asking STS in ${known.implicitRegion}`)
    return known.implicitRegion
  }
  // A partition that awsenv doesn't know yet: only the user's region can be right.
  if (configured !== undefined) return configured
  throw new AwsenvError(`a region is missing for partition "${partition}"`, {
    hint: 'set it with --region, AWS_REGION, or "region" in the profile',
  })
}
