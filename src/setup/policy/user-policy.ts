/**
 * The policy of a user who may only enrol an MFA device, replace their own access key, and assume the roles.
 * After AWS's example "Allows MFA-authenticated IAM users to manage their own credentials":
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
import type { AccountPlan } from './account-plan.ts'
import { type PolicyDocument, policyDocument } from './document.ts'

export function userPolicy({ user, roleArns }: Pick<AccountPlan, 'user' | 'roleArns'>): PolicyDocument {
  const { partition, path } = user
  // ${aws:username} has no path.
  const own = `arn:${partition}:iam::*:user${path}\${aws:username}`
  const device = `arn:${partition}:iam::*:mfa/*`
  const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
  return policyDocument(
    { Sid: 'ViewVirtualMFADevices', Effect: 'Allow', Action: 'iam:ListVirtualMFADevices', Resource: '*' },
    { Sid: 'ViewOwnUser', Effect: 'Allow', Action: VIEW, Resource: own },
    { Sid: 'CreateOwnVirtualMFADevice', Effect: 'Allow', Action: 'iam:CreateVirtualMFADevice', Resource: device },
    { Sid: 'EnrolOwnMFA', Effect: 'Allow', Action: ENROL, Resource: own },
    {
      Sid: 'RemoveOwnMFAOnlyWithMFA',
      Effect: 'Allow',
      Action: 'iam:DeactivateMFADevice',
      Resource: own,
      Condition: withMfa,
    },
    {
      Sid: 'RotateOwnAccessKeysOnlyWithMFA',
      Effect: 'Allow',
      Action: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
      Resource: own,
      Condition: withMfa,
    },
    { Sid: ASSUME_SID, Effect: 'Allow', Action: 'sts:AssumeRole', Resource: oneOrMore(roleArns) },
    // The Deny leaves out sts:AssumeRole, for which the role's trust policy demands MFA.
    {
      Sid: 'DenyAllExceptListedIfNoMFA',
      Effect: 'Deny',
      NotAction: [
        'iam:CreateVirtualMFADevice',
        ...ENROL,
        'iam:ListVirtualMFADevices',
        ...VIEW,
        'sts:GetSessionToken',
        'sts:AssumeRole',
      ],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
  )
}

/** The statement that names the roles. */
export const ASSUME_SID = 'AssumeTheRole'

const VIEW = [
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:GetMFADevice',
  'iam:ListAccessKeys',
  'iam:GetAccessKeyLastUsed',
] as const

const ENROL = ['iam:EnableMFADevice', 'iam:ResyncMFADevice'] as const

function oneOrMore(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values
}
