/** What a caller may do: the trust policy of the role he asks for, and the policies of his own. */

import { iamArn } from './arn.ts'
import type { Caller } from './caller.ts'
import { callerContext } from './caller-context.ts'
import type { ConditionContext } from './condition.ts'
import { notAuthorized } from './errors.ts'
import type { Role } from './identity.ts'
import { matchesPattern } from './pattern.ts'
import { policiesOf } from './permission.ts'
import { decide } from './policy/identity-policy.ts'
import { evaluateTrust, type PrincipalNames } from './policy/trust-policy.ts'
import { members, type Parameters } from './query.ts'
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
  const context = assumptionContext(caller, parameters, now, mfa)
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
  const decision = decide(policiesOf(identity), action, role.arn, context)
  if (decision === 'denied') return false
  const trust = evaluateTrust(role.trustPolicy, action, principalNames(caller, role), context)
  if (trust === 'named' && identity.account === role.account) return true
  const mayAssume = decision === 'allowed' || identity.mayAssume.some(pattern => matchesPattern(pattern, role.arn))
  return trust !== 'none' && mayAssume
}

/** The user's own ARN counts only if it is still the user whose id the role keeps. */
function principalNames({ arn, identity }: Caller, { trustedIds }: Role): PrincipalNames {
  const { account } = identity
  const isRecreated = trustedIds.has(identity.arn) && trustedIds.get(identity.arn) !== identity.id
  return { arns: isRecreated ? [] : [arn, identity.arn], account: [iamArn(account, 'root'), account.id] }
}

function assumptionContext(caller: Caller, parameters: Parameters, now: number, mfa: boolean): ConditionContext {
  return {
    ...callerContext(caller, now, mfa),
    'sts:externalid': parameters['ExternalId'],
    'sts:rolesessionname': parameters['RoleSessionName'],
    'sts:sourceidentity': parameters['SourceIdentity'],
  }
}
