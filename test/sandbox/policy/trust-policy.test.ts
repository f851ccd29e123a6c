import * as assert from 'uvu/assert'
import type { ConditionContext } from '../../../tools/sandbox/condition.ts'
import { evaluateTrust, parseTrustPolicy, type Trust } from '../../../tools/sandbox/policy/trust-policy.ts'
import { describe } from '../../support/describe.ts'

const ALICE = 'arn:aws:iam::123456789012:user/alice'
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's policies, not a template
const OWN_NAME = '${aws:username}*'
const ROOT = 'arn:aws:iam::123456789012:root'

const allow = (more: object = {}) => ({ Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'sts:AssumeRole', ...more })
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement })
const when = (operator: string, key: string, value: unknown) =>
  policy(allow({ Condition: { [operator]: { [key]: value } } }))

function trust(document: object, context: ConditionContext = {}, action = 'sts:AssumeRole'): Trust {
  const principal = { arns: [ALICE], account: [ROOT, '123456789012'] }
  return evaluateTrust(parseTrustPolicy(document), action, principal, context)
}

describe('a trust policy names', test => {
  const rows: readonly [title: string, document: object, expected: Trust][] = [
    ['the user', policy(allow()), 'named'],
    [
      'the user among others',
      policy(allow({ Principal: { AWS: ['arn:aws:iam::123456789012:user/bob', ALICE] } })),
      'named',
    ],
    ['everybody', policy(allow({ Principal: '*' })), 'named'],
    ['everybody of AWS', policy(allow({ Principal: { AWS: '*' } })), 'named'],
    ['the account by its root', policy(allow({ Principal: { AWS: ROOT } })), 'account'],
    ['the account by its id', policy(allow({ Principal: { AWS: '123456789012' } })), 'account'],
    ['another user', policy(allow({ Principal: { AWS: 'arn:aws:iam::123456789012:user/bob' } })), 'none'],
    ['another partition', policy(allow({ Principal: { AWS: 'arn:aws-cn:iam::123456789012:user/alice' } })), 'none'],
    ['another action', policy(allow({ Action: 'sts:TagSession' })), 'none'],
    ['several actions', policy(allow({ Action: ['sts:TagSession', 'sts:AssumeRole'] })), 'named'],
    ['a pattern of actions', policy(allow({ Action: 'sts:Assume*' })), 'named'],
    ['an action in another case', policy(allow({ Action: 'STS:assumerole' })), 'named'],
    ['nobody', policy(), 'none'],
    ['the account and the user', policy(allow({ Principal: { AWS: ROOT } }), allow()), 'named'],
    ['the user, and denies the account', policy(allow(), allow({ Effect: 'Deny', Principal: { AWS: ROOT } })), 'none'],
    [
      'the user, and denies another',
      policy(allow(), allow({ Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:user/bob' } })),
      'named',
    ],
  ]
  for (const [title, document, expected] of rows)
    test(`${title}: ${expected}`, () => assert.is(trust(document), expected))
})

describe('a condition', test => {
  const mfa = (value: string | undefined, age?: string): ConditionContext => ({
    'aws:multifactorauthpresent': value,
    'aws:multifactorauthage': age,
  })
  const rows: readonly [operator: string, key: string, value: unknown, context: ConditionContext, holds: boolean][] = [
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', mfa('true'), true],
    ['Bool', 'aws:MultiFactorAuthPresent', true, mfa('true'), true],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', mfa('false'), false],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', mfa(undefined), false],
    ['Bool', 'aws:MultiFactorAuthPresent', 'false', mfa(undefined), false],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', mfa(undefined), true],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', mfa('false'), false],
    ['Null', 'aws:MultiFactorAuthPresent', 'false', mfa('false'), true],
    ['Null', 'aws:MultiFactorAuthPresent', 'false', mfa(undefined), false],
    ['Null', 'aws:MultiFactorAuthPresent', 'true', mfa(undefined), true],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600', mfa('true', '3599'), true],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600', mfa('true', '3600'), false],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600', mfa(undefined), false],
    ['NumericLessThanIfExists', 'aws:MultiFactorAuthAge', '3600', mfa(undefined), true],
    ['StringEquals', 'sts:ExternalId', 'a', { 'sts:externalid': 'a' }, true],
    ['StringEquals', 'sts:ExternalId', ['b', 'a'], { 'sts:externalid': 'a' }, true],
    ['StringEquals', 'sts:ExternalId', 'a', { 'sts:externalid': 'A' }, false],
    ['StringEquals', 'sts:ExternalId', 'a', {}, false],
    ['StringEquals', 'sts:ExternalId', '*', { 'sts:externalid': 'a' }, false],
    ['StringNotEquals', 'sts:ExternalId', ['b', 'a'], { 'sts:externalid': 'a' }, false],
    ['StringNotEquals', 'sts:ExternalId', 'a', {}, true],
    ['StringLike', 'sts:RoleSessionName', 'ali*', { 'sts:rolesessionname': 'alice' }, true],
    ['StringLike', 'sts:RoleSessionName', 'al?ce', { 'sts:rolesessionname': 'alice' }, true],
    ['StringLike', 'sts:RoleSessionName', 'a.*', { 'sts:rolesessionname': 'alice' }, false],
    [
      'StringLike',
      'sts:RoleSessionName',
      OWN_NAME,
      { 'sts:rolesessionname': 'alice-1', 'aws:username': 'alice' },
      true,
    ],
    ['StringLike', 'sts:RoleSessionName', OWN_NAME, { 'sts:rolesessionname': 'bob', 'aws:username': 'alice' }, false],
    ['StringLike', 'sts:RoleSessionName', OWN_NAME, { 'sts:rolesessionname': 'alice' }, false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/alice', { 'aws:principalarn': ALICE }, true],
  ]
  for (const [operator, key, value, context, holds] of rows)
    test(`${operator} ${JSON.stringify(value)} ${holds ? 'holds' : 'fails'} for ${JSON.stringify(context)}`, () =>
      assert.is(trust(when(operator, key, value), context), holds ? 'named' : 'none'))

  test('stands beside others, which must all hold', () => {
    const both = policy(
      allow({
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        },
      }),
    )
    assert.is(trust(both, mfa('true', '10')), 'named')
    assert.is(trust(both, mfa('true', '4000')), 'none')
  })
})

describe('a trust policy that the sandbox cannot evaluate in full is refused', test => {
  const rows: readonly [title: string, document: unknown, message: RegExp][] = [
    ['an unknown operator', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'), /condition operator "IpAddress"/],
    [
      'a principal of another kind',
      policy(allow({ Principal: { Service: 'ec2.amazonaws.com' } })),
      /"Service" in a principal/,
    ],
    ['NotPrincipal', policy(allow({ NotPrincipal: { AWS: ALICE } })), /"NotPrincipal" in a statement/],
    ['an old version', { ...policy(), Version: '2008-10-17' }, /version "2008-10-17"/],
    ['a wrong effect', policy(allow({ Effect: 'allow' })), /effect "allow"/],
    ['no action', policy(allow({ Action: undefined })), /an element is missing/],
    ['no object', 'Allow', /policy is not an object/],
  ]
  for (const [title, document, message] of rows)
    test(title, () => assert.throws(() => parseTrustPolicy(document), message))
})
