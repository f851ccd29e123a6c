/** The session options of a role's profile. Each value is checked, and an error names its place. */
import { checkRoleOptions, parseTags, type RoleOptions } from '../../model/session-options.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import type { Profile } from '../../profiles/profile.ts'
import { sessionPolicy } from './session-policy.ts'

export function profileOptions(role: Profile): RoleOptions {
  const options: RoleOptions = {}
  for (const [key, optionOf] of OPTIONS) {
    const value = role[key]
    if (value === undefined) continue
    inProfile(role, key, () => {
      const option = optionOf(value)
      checkRoleOptions(option)
      Object.assign(options, option)
    })
  }
  // A transitive tag may be one of the command line's tags, so they are checked together.
  const keys = role.transitive_session_tags
  return keys === undefined ? options : { ...options, transitiveTagKeys: listed(keys) }
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

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
}
