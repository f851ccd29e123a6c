import type { Context } from '../../context/context.ts'
import { parsePrincipalArn, parseRoleArn, partitionOfRegion } from '../../model/arn.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import { knownIdentity } from '../session/identity.ts'
import { stsEndpointOf } from '../session/network.ts'
import { configuredRegion } from '../session/region.ts'
import type { SessionRequest } from '../session/request.ts'
import type { Source } from './source.ts'

/** The partition of a role without an ARN: the key's own, if known. */
export function partitionOf(context: Context, source: Source, request: SessionRequest): string {
  // The ARN of a web identity's role has the partition.
  if (source.base.role_arn !== undefined) return inProfile(source.base, 'role_arn', parseRoleArn).partition
  const identity =
    'accessKey' in source
      ? knownIdentity(context, source.accessKey, stsEndpointOf(context, [...source.roles, source.base]))
      : undefined
  if (identity !== undefined) return parsePrincipalArn(identity.arn)?.partition ?? 'aws'
  const region = configuredRegion(request.region, context.environmentBefore, [source.base])
  return region === undefined ? 'aws' : partitionOfRegion(region).id
}
