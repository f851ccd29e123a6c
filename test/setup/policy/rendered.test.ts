import * as assert from 'uvu/assert'
import { roleNamed, userNamed } from '../../../src/setup/policy/account-plan.ts'
import { policySize } from '../../../src/setup/policy/document.ts'
import { policyFormNamed, rendered } from '../../../src/setup/policy/rendered.ts'
import { roleTrustPolicy } from '../../../src/setup/policy/role-trust-policy.ts'
import { userPolicy } from '../../../src/setup/policy/user-policy.ts'
import { describe } from '../../support/describe.ts'

const user = userNamed('team/alice', '123456789012', 'aws-cn')
const roleArns = ['Admin', 'arn:aws-cn:iam::210987654321:role/x/Deploy'].map(role => roleNamed(role, user))

describe('setup: policies', test => {
  test('a user is named by an ARN, or by a name with a path and an account', () => {
    assert.is(user.arn, 'arn:aws-cn:iam::123456789012:user/team/alice')
    assert.equal(userNamed(user.arn, undefined), user)
    assert.is(userNamed('alice', '123456789012').path, '/')
    assert.is(roleArns[0], 'arn:aws-cn:iam::123456789012:role/Admin')
  })

  for (const [name, account, message] of [
    ['alice', undefined, /the account of the user "alice" is not known/],
    ['a lice', '123456789012', /"a lice" is not the name of an IAM user/],
    ['arn:aws-xx:iam::123456789012:user/alice', undefined, /is not the name of an IAM user/],
    ['alice', '12345', /"12345" is not an account id/],
  ] as const)
    test(`${name} of ${account} is an error`, () => assert.throws(() => userNamed(name, account), message))

  test('the resources of the user have its path and its partition, and the roles are those named', () => {
    const { Statement } = userPolicy({ user, roleArns })
    const resources = Statement.flatMap(statement => statement['Resource'])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's policies, not a template
    assert.ok(resources.includes('arn:aws-cn:iam::*:user/team/${aws:username}'))
    assert.equal(Statement.find(({ Sid }) => Sid === 'AssumeTheRole')?.['Resource'], roleArns)
    assert.not(JSON.stringify(Statement).includes('arn:aws:'))
  })

  test('the policy for one role fits into a user, and the trust policy into a role', () => {
    const longest = userNamed(`${'p'.repeat(60)}/${'u'.repeat(64)}`, '123456789012', 'aws-us-gov')
    assert.ok(policySize(userPolicy({ user: longest, roleArns: [roleNamed('R'.repeat(64), longest)] })) < 2048)
    assert.ok(policySize(roleTrustPolicy({ user: longest, mfaAge: 43_200 })) < 2048)
  })

  test('a template makes the user with its policy inline, and the role with its trust policy', () => {
    const policy = userPolicy({ user, roleArns })
    const trust = roleTrustPolicy({ user, mfaAge: 3600 })
    const made = [
      { kind: 'user', user, policy },
      { kind: 'role', roleArn: roleArns[1] ?? '', policy: trust },
    ] as const
    const { Resources } = JSON.parse(rendered('cloudformation', made))
    assert.equal(Resources.User1.Properties, {
      UserName: 'alice',
      Path: '/team/',
      Policies: [{ PolicyName: 'awsenv', PolicyDocument: policy }],
    })
    assert.equal(Resources.Role2.Properties, {
      RoleName: 'Deploy',
      Path: '/x/',
      AssumeRolePolicyDocument: trust,
      ManagedPolicyArns: ['arn:aws-cn:iam::aws:policy/AdministratorAccess'],
    })
  })

  test('Terraform gets the JSON as an expression, in which no variable is its own', () => {
    const text = rendered('terraform', [{ kind: 'user', user, policy: userPolicy({ user, roleArns }) }])
    assert.match(text, 'user/team/$${aws:username}"')
    assert.not(/(?<!\$)\$\{/.test(text))
    assert.match(text, 'resource "aws_iam_user_policy" "alice"')
    const [, json = ''] = /jsonencode\(([\s\S]*)\)\n\}/.exec(text) ?? []
    assert.equal(JSON.parse(json.replaceAll('$${', '${')), userPolicy({ user, roleArns }))
  })

  test('another form is an error that names those that there are', () =>
    assert.throws(() => policyFormNamed('yaml'), /"yaml" is not a form/))
})
