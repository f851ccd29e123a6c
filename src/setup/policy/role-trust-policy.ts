import type { UserName } from './account-plan.ts'
import { type PolicyDocument, policyDocument } from './document.ts'

/** Optional properties of a role's sessions. The trust policy must allow each by name. */
export type TrustExtras = { readonly tags: boolean; readonly sourceIdentity: boolean }

/** By which awsenv knows its own statement. */
export const TRUST_SID = 'OnlyThisUserOnlyWithRecentMFA'

/**
 * The trust policy of a role that one user may assume, with an MFA code that is at most `mfaAge` seconds old. `Bool`
 * fails if MFA is absent, as with a long-term key; `BoolIfExists` would admit that.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function roleTrustPolicy(
  { user, mfaAge }: { readonly user: Pick<UserName, 'arn'>; readonly mfaAge: number },
  { tags, sourceIdentity }: TrustExtras = { tags: false, sourceIdentity: false },
): PolicyDocument {
  const actions = [
    'sts:AssumeRole',
    ...(tags ? ['sts:TagSession'] : []),
    ...(sourceIdentity ? ['sts:SetSourceIdentity'] : []),
  ]
  return policyDocument({
    Sid: TRUST_SID,
    Effect: 'Allow',
    Principal: { AWS: user.arn },
    Action: actions.length === 1 ? 'sts:AssumeRole' : actions,
    Condition: {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': String(mfaAge) },
    },
  })
}
