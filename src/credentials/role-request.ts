import { parseRoleArn } from '../aws/arn.ts'
import { duration, parseDuration } from '../duration.ts'
import { AwsenvError } from '../errors.ts'
import type { Profile } from '../profiles/profile.ts'
import { isTemporary, shownAccessKeyId } from './credentials.ts'
import { ROLE_DURATION, type RoleRequest } from './providers/assume-role.ts'
import type { Source } from './source.ts'
import type { Wishes } from './wishes.ts'

/** How a role is to be assumed: as the command line says, else as its profile does. */
export function roleRequest(role: Profile, wishes: Wishes): RoleRequest {
  return {
    roleArn: parseRoleArn(role.role_arn ?? '').arn,
    durationSeconds: wishes.durationSeconds ?? profileDuration(role) ?? ROLE_DURATION.usual,
    externalId: wishes.externalId ?? role.external_id,
    roleSessionName: wishes.sessionName ?? role.role_session_name,
  }
}

function profileDuration(role: Profile): number | undefined {
  if (role.duration_seconds === undefined) return undefined
  return parseDuration(role.duration_seconds, ROLE_DURATION.least, ROLE_DURATION.most)
}

/** AWS's cap on role chaining, said before the request and never met by a shorter session in silence. */
export function checkDuration(request: RoleRequest, isDirect: boolean, source: Source): void {
  if (request.durationSeconds <= ROLE_DURATION.chained || (isDirect && !isTemporary(source.accessKey))) return
  const why = isDirect
    ? `the key ${shownAccessKeyId(source.accessKey)} of ${source.place} is temporary`
    : 'another role stands before it'
  throw new AwsenvError(
    `"${request.roleArn}" can't be assumed for ${duration(request.durationSeconds)}: ${why}, and AWS then allows one hour`,
    {
      hint: 'leave --duration (or "duration_seconds" in the profile) out, or assume the role directly with a long-term key',
    },
  )
}
