import * as assert from 'uvu/assert'
import type { ConditionContext } from '../../../tools/sandbox/condition.ts'
import {
  type Decision,
  decide,
  identityPolicy,
  parseIdentityPolicy,
} from '../../../tools/sandbox/policy/identity-policy.ts'
import { describe } from '../../support/describe.ts'

const USER = 'arn:aws:iam::123456789012:user/alice'
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's policies, not a template
const OWN = 'arn:aws:iam::*:user/${aws:username}'
const allow = (more: object) => ({ Effect: 'Allow', Action: 'iam:GetUser', Resource: '*', ...more })
const deny = (more: object) => ({ ...allow(more), Effect: 'Deny' })
const WITHOUT_MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }

describe('an identity policy', test => {
  const rows: readonly [title: string, statements: object[], expected: Decision, context?: ConditionContext][] = [
    ['allows what it names', [allow({})], 'allowed'],
    ['allows by a pattern, whatever the case', [allow({ Action: 'IAM:get*' })], 'allowed'],
    ['allows nothing else', [allow({ Action: 'iam:ListUsers' })], 'not allowed'],
    ['allows all but what NotAction names', [allow({ Action: undefined, NotAction: 'iam:ListUsers' })], 'allowed'],
    ['does not allow what NotAction names', [allow({ Action: undefined, NotAction: 'iam:GetUser' })], 'not allowed'],
    ['allows the user itself', [allow({ Resource: OWN })], 'allowed', { 'aws:username': 'alice' }],
    ['allows nobody else', [allow({ Resource: OWN })], 'not allowed', { 'aws:username': 'bob' }],
    ['matches no resource by a variable that is absent', [allow({ Resource: OWN })], 'not allowed'],
    ['denies what another statement allows', [allow({}), deny({})], 'denied'],
    ['denies where the condition holds', [allow({}), deny({ Condition: WITHOUT_MFA })], 'denied'],
    [
      'allows where the condition of the Deny fails',
      [allow({}), deny({ Condition: WITHOUT_MFA })],
      'allowed',
      { 'aws:multifactorauthpresent': 'true' },
    ],
    ['says nothing where it is empty', [], 'not allowed'],
  ]
  for (const [title, statements, expected, context = {}] of rows)
    test(title, () => assert.is(decide([identityPolicy(...statements)], 'iam:GetUser', USER, context), expected))

  test('is refused where the sandbox would pass something over', () => {
    for (const [more, message] of [
      [{ Principal: '*' }, /"Principal" in a statement/],
      [{ NotAction: '*' }, /both an element and its Not… form/],
      [{ Action: undefined }, /an element is missing/],
      [{ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, /condition operator "IpAddress"/],
    ] as const) {
      const document = { Version: '2012-10-17', Statement: [allow(more)] }
      assert.throws(() => parseIdentityPolicy(JSON.stringify(document)), message)
    }
  })
})
