/** What a role's profile says of its session; each value is checked, so that a wrong one is named with its place. */
import { checkRoleOptions, parseTags, type RoleOptions } from '../../model/session-options.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import type { Profile } from '../../profiles/profile.ts'
import { sessionPolicy } from './session-policy.ts'

export function profileOptions(role: Profile): RoleOptions {
  const options = OPTIONS.map(([key, optionOf]) => {
    const value = role[key]
    if (value === undefined) return {}
    return inProfile(role, key, () => {
      const option = optionOf(value)
      checkRoleOptions(option)
      return option
    })
  })
  // Their tags may come by the command line: they are checked together with those.
  const keys = role.transitive_session_tags
  return Object.assign({}, ...options, keys === undefined ? {} : { transitiveTagKeys: listed(keys) })
}

/** The keys are AWS's where AWS has them, else those that aws-vault's users have in their files. */
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
