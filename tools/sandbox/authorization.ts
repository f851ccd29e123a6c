/** What a caller may do: the trust policy of the role he asks for, and the policies of his own. */

import { iamArn } from './arn.ts'
import type { Caller } from './caller.ts'
import type { ConditionContext } from './condition.ts'
import { notAuthorized } from './errors.ts'
import type { Role } from './identity.ts'
import { matchesPattern } from './pattern.ts'
import { members, type Parameters } from './query.ts'
import { evaluateTrust, type PrincipalNames } from './trust-policy.ts'
import type { World } from './world.ts'

/**
 * The role, for a caller who may assume it.
 * @throws ApiError AccessDenied, in the same words whether the role is missing, does not trust or misses MFA
 */
export function authorizeAssumption(
  world: World,
  caller: Caller,
  parameters: Parameters,
  now: number,
  mfa: boolean,
): Role {
  const roleArn = parameters['RoleArn'] ?? ''
  const role = world.roles.get(roleArn)
  const context = conditionContext(caller, parameters, now, mfa)
  const refused = actionsOf(parameters).find(action => !role || !allows(role, action, caller, context))
  if (!role || refused) throw notAuthorized(caller.arn, refused ?? 'sts:AssumeRole', roleArn)
  return role
}

/** A trust policy must allow the extras by name: `sts:TagSession` for tags, `sts:SetSourceIdentity`. */
function actionsOf(parameters: Parameters): readonly string[] {
  return [
    'sts:AssumeRole',
    ...(members(parameters, 'Tags').length > 0 ? ['sts:TagSession'] : []),
    ...(parameters['SourceIdentity'] === undefined ? [] : ['sts:SetSourceIdentity']),
  ]
}

function allows(role: Role, action: string, caller: Caller, context: ConditionContext): boolean {
  const { identity } = caller
  if (identity.kind === 'root') return false
  const trust = evaluateTrust(role.trustPolicy, action, principalNames(caller), context)
  if (trust === 'named' && identity.account === role.account) return true
  return trust !== 'none' && identity.mayAssume.some(pattern => matchesPattern(pattern, role.arn))
}

function principalNames({ arn, identity }: Caller): PrincipalNames {
  const { account } = identity
  return { arns: [arn, identity.arn], account: [iamArn(account, 'root'), account.id] }
}

/**
 * MFA is absent from the context of a long-term key, and present, true or false, in that of a session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function conditionContext(caller: Caller, parameters: Parameters, now: number, mfa: boolean): ConditionContext {
  const { session, identity } = caller
  const mfaAt = mfa ? now : session?.mfaAt
  return {
    'aws:multifactorauthpresent': mfaAt !== undefined ? 'true' : session && 'false',
    'aws:multifactorauthage': mfaAt === undefined ? undefined : String(Math.floor((now - mfaAt) / 1000)),
    'aws:principalarn': identity.arn,
    'aws:username': identity.kind === 'user' ? identity.name : undefined,
    'sts:externalid': parameters['ExternalId'],
    'sts:rolesessionname': parameters['RoleSessionName'],
    'sts:sourceidentity': parameters['SourceIdentity'],
  }
}
