/** Whether the policies of a user or a role allow a call. */
import type { Call } from './actions/action.ts'
import { callerContext } from './caller-context.ts'
import { invalidClientTokenId, notAuthorized } from './errors.ts'
import type { Role, User } from './identity.ts'
import { decide } from './policy/identity-policy.ts'

/**
 * `shown`: the resource as AWS's sentence has it, where that isn't its ARN.
 * @throws ApiError AccessDenied; InvalidClientTokenId for a user's session without MFA, which IAM does not take
 */
export function authorize({ caller, now }: Call, action: string, resource: string, shown = resource): void {
  const { identity, session } = caller
  if (action.startsWith('iam:') && session && identity.kind !== 'role' && session.mfaAt === undefined)
    throw invalidClientTokenId()
  const context = callerContext(caller, now)
  const decision = decide(policiesOf(identity), action, resource, context)
  if (decision === 'denied')
    throw notAuthorized(caller.arn, action, shown, ' with an explicit deny in an identity-based policy')
  if (decision === 'allowed' || identity.permissions.has(action) || identity.permissions.has('*')) return
  if (identity.permissionsWithMfa.has(action) && session?.mfaAt !== undefined) return
  throw notAuthorized(caller.arn, action, shown, ` because no identity-based policy allows the ${action} action`)
}

export function policiesOf({ policies, attached }: User | Role) {
  return [...policies.values(), ...attached.values()]
}
