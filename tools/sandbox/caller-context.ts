import type { Caller } from './caller.ts'
import type { ConditionContext } from './condition.ts'

/**
 * What a caller brings into the conditions of a policy. MFA is absent from the context of a long-term key, and present,
 * true or false, in that of a session. `mfa`: the call itself carries a code.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callerContext({ session, identity }: Caller, now: number, mfa = false): ConditionContext {
  const mfaAt = mfa ? now : session?.mfaAt
  return {
    'aws:multifactorauthpresent': mfaAt !== undefined ? 'true' : session && 'false',
    'aws:multifactorauthage': mfaAt === undefined ? undefined : String(Math.floor((now - mfaAt) / 1000)),
    'aws:principalarn': identity.arn,
    'aws:username': identity.kind === 'user' ? identity.name : undefined,
  }
}
