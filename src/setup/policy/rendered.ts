/** A policy as JSON, or as a template for the user or the role with it. Pure. */
import { misused } from '../../errors.ts'
import { parseRoleArn } from '../../model/arn.ts'
import type { UserName } from './account-plan.ts'
import type { PolicyDocument } from './document.ts'

/** What a template makes: a user with the policy inline, or a role with it as trust policy. */
export type Made =
  | { readonly kind: 'user'; readonly user: UserName; readonly policy: PolicyDocument }
  | { readonly kind: 'role'; readonly roleArn: string; readonly policy: PolicyDocument }

export const POLICY_FORMS = ['json', 'cloudformation', 'terraform'] as const
export type PolicyForm = (typeof POLICY_FORMS)[number]

export function policyFormNamed(text: string): PolicyForm {
  const form = POLICY_FORMS.find(name => name === text)
  if (form !== undefined) return form
  throw misused(`"${text}" is not a form that a policy can be printed in`, `choose one of ${POLICY_FORMS.join(', ')}`)
}

export function rendered(form: PolicyForm, made: readonly Made[]): string {
  if (form === 'json') return made.map(({ policy }) => json(policy)).join('')
  return form === 'cloudformation' ? cloudFormation(made) : made.map(terraform).join('\n')
}

/** The name of the inline policy. */
export const POLICY_NAME = 'awsenv'

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html */
function cloudFormation(made: readonly Made[]): string {
  const resources = made.map((one, index) => {
    const id = made.length === 1 ? '' : String(index + 1)
    return one.kind === 'user' ? [`User${id}`, userResource(one)] : [`Role${id}`, roleResource(one)]
  })
  return json({ AWSTemplateFormatVersion: '2010-09-09', Resources: Object.fromEntries(resources) })
}

function userResource({ user, policy }: Made & { readonly kind: 'user' }) {
  const Policies = [{ PolicyName: POLICY_NAME, PolicyDocument: policy }]
  return { Type: 'AWS::IAM::User', Properties: { UserName: user.name, Path: user.path, Policies } }
}

function roleResource({ roleArn, policy }: Made & { readonly kind: 'role' }) {
  const { roleName, path, partition } = parseRoleArn(roleArn)
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: roleName,
      Path: path === '' ? '/' : `/${path}/`,
      AssumeRolePolicyDocument: policy,
      ManagedPolicyArns: [administratorAccess(partition)],
    },
  }
}

/** JSON is an expression of Terraform's language, except for `${`, which is written `$${`. */
function terraform(made: Made): string {
  const policy = JSON.stringify(made.policy, null, 2)
    .replaceAll('${', () => '$${')
    .replaceAll('\n', '\n  ')
  if (made.kind === 'user') {
    const id = terraformId(made.user.name)
    return `resource "aws_iam_user" "${id}" {
  name = ${JSON.stringify(made.user.name)}
  path = ${JSON.stringify(made.user.path)}
}

resource "aws_iam_user_policy" "${id}" {
  name   = "${POLICY_NAME}"
  user   = aws_iam_user.${id}.name
  policy = jsonencode(${policy})
}
`
  }
  const { roleName, path, partition } = parseRoleArn(made.roleArn)
  const id = terraformId(roleName)
  return `resource "aws_iam_role" "${id}" {
  name               = ${JSON.stringify(roleName)}
  path               = ${JSON.stringify(path === '' ? '/' : `/${path}/`)}
  assume_role_policy = jsonencode(${policy})
}

resource "aws_iam_role_policy_attachment" "${id}" {
  role       = aws_iam_role.${id}.name
  policy_arn = "${administratorAccess(partition)}"
}
`
}

/** https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
function terraformId(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '_')
    .replace(/^(?![a-z_])/, '_')
}

export function administratorAccess(partition: string): string {
  return `arn:${partition}:iam::aws:policy/AdministratorAccess`
}
