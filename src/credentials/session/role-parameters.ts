import { AwsenvError, misused } from '../../errors.ts'
import { parseRoleArn } from '../../model/arn.ts'
import { isTemporary, type SigningKey, shownAccessKeyId } from '../../model/credentials.ts'
import { duration, parseDuration } from '../../model/duration.ts'
import { checkRoleOptions, parseTags, type RoleOptions } from '../../model/session-options.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import type { Profile } from '../../profiles/profile.ts'
import { ROLE_DURATION, type RoleParameters } from './assume-role.ts'
import type { SessionRequest } from './request.ts'
import { sessionPolicy } from './session-policy.ts'

/** How to assume a role: the options of the command line, else those of its profile. */
export function roleParameters(role: Profile, request: SessionRequest): RoleParameters {
  const own = given(request.role ?? {})
  const options = { ...profileOptions(role), ...own }
  // Checked only here: a tag is often set in the profile and made transitive on the command line, or the other way.
  if (options.transitiveTagKeys !== undefined)
    inProfile(role, 'transitive_session_tags', () => checkRoleOptions(options))
  return {
    roleArn: inProfile(role, 'role_arn', parseRoleArn).arn,
    durationSeconds: request.durationSeconds ?? profileDuration(role) ?? ROLE_DURATION.usual,
    ...options,
  }
}

/** The session options of a role's profile. Each value is checked, and an error names its place. */
function profileOptions(role: Profile): RoleOptions {
  const options: RoleOptions = {}
  for (const [key, optionOf] of OPTIONS) {
    if (role[key] === undefined) continue
    inProfile(role, key, value => {
      const option = optionOf(value)
      checkRoleOptions(option)
      Object.assign(options, option)
    })
  }
  // A transitive tag may be one of the command line's tags, so they are checked together.
  const keys = role.transitive_session_tags
  return keys === undefined ? options : { ...options, transitiveTagKeys: listed(keys) }
}

/** Without undefined values, which would hide others and change cache keys. */
function given(options: RoleOptions): RoleOptions {
  const all: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) if (value !== undefined) all[name] = value
  return all
}

function profileDuration(role: Profile): number | undefined {
  if (role.duration_seconds === undefined) return undefined
  const { least, most } = ROLE_DURATION
  return inProfile(role, 'duration_seconds', value => parseDuration(value, least, most))
}

/** AWS's cap on role chaining. awsenv names it before the request, and never takes a shorter session in silence. */
export function checkDuration(
  parameters: RoleParameters,
  isDirect: boolean,
  source: { readonly accessKey: SigningKey; readonly place: string },
): void {
  if (parameters.durationSeconds <= ROLE_DURATION.chained || (isDirect && !isTemporary(source.accessKey))) return
  const why = isDirect
    ? `the key ${shownAccessKeyId(source.accessKey)} of ${source.place} is temporary`
    : 'another role stands before it'
  throw new AwsenvError(
    `"${parameters.roleArn}" can't be assumed for ${duration(parameters.durationSeconds)}: ${why}, and AWS then allows one hour`,
    {
      hint: 'leave --duration (or "duration_seconds" in the profile, or "duration" in the settings) out, or assume the role directly with a long-term key',
    },
  )
}

/** A session can't have more life left than its duration. */
export function checkLifeLeft(parameters: RoleParameters, request: SessionRequest): void {
  const wanted = request.lifeLeft?.(parameters.durationSeconds) ?? 0
  if (wanted <= parameters.durationSeconds) return
  const most = duration(parameters.durationSeconds)
  throw misused(
    `a session of "${parameters.roleArn}" lasts ${most}, but --min-ttl asks for ${duration(wanted)} to be left`,
    `ask for ${most} at most, or for a longer session with --duration`,
  )
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
}

/** AWS's keys, and where AWS has none, those of aws-vault. */
const OPTIONS: readonly (readonly [OptionKey, (value: string) => RoleOptions])[] = [
  ['external_id', externalId => ({ externalId })],
  ['role_session_name', roleSessionName => ({ roleSessionName })],
  ['source_identity', sourceIdentity => ({ sourceIdentity })],
  ['session_tags', tags => ({ tags: parseTags(listed(tags)) })],
  ['session_policy', policy => ({ policy: sessionPolicy(policy) })],
  ['session_policy_arns', arns => ({ policyArns: listed(arns) })],
]

type OptionKey =
  | 'external_id'
  | 'role_session_name'
  | 'source_identity'
  | 'session_tags'
  | 'session_policy'
  | 'session_policy_arns'
