import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { checkedRegion, partitionById, partitionOfRegion } from '../../model/arn.ts'
import type { Environment } from '../../model/environment.ts'
import { inProfile, saying } from '../../profiles/in-profile.ts'
import type { Profile } from '../../profiles/profile.ts'

/** The region that the user configured, which a session exports; undefined where there is none. */
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
  return profile && inProfile(profile, 'region', () => checkedRegion(profile.region ?? ''))
}

/**
 * Where STS is asked: the configured region, or that of the partition which an ARN names (never the global endpoint:
 * its tokens fail in opt-in regions). A region of another partition can't serve, and is passed over.
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
  // A partition that awsenv doesn't know yet: the user's region, which then is the only thing to go by.
  if (configured !== undefined) return configured
  throw new AwsenvError(`a region is missing for partition "${partition}"`, {
    hint: 'set it with --region, AWS_REGION, or "region" in the profile',
  })
}
