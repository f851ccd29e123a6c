import * as assert from 'uvu/assert'
import { userNamed } from '../../../src/setup/policy/account-plan.ts'
import { roleTrustPolicy } from '../../../src/setup/policy/role-trust-policy.ts'
import { trustFindings } from '../../../src/setup/trust/findings.ts'
import { parseTrust } from '../../../src/setup/trust/parse.ts'
import { describe } from '../../support/describe.ts'

const ALICE = 'arn:aws:iam::123456789012:user/alice'
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
const RECENT = { NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' } }
const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: ALICE },
  Action: 'sts:AssumeRole',
  Condition: { ...MFA, ...RECENT },
  ...more,
})
const when = (condition: object) => allow({ Condition: condition })

function findings(...statements: object[]): readonly string[] {
  const document = { Version: '2012-10-17', Statement: statements }
  return trustFindings(parseTrust(JSON.stringify(document), 'trust.json')).map(one => `${one.severity}: ${one.what}`)
}

describe('setup: what is wrong with a trust policy', test => {
  const right: readonly [title: string, ...statements: object[]][] = [
    ['one user with recent MFA', allow()],
    ['MFA by its age alone, which is absent without MFA', when(RECENT)],
    [
      'MFA as a boolean and an operator in another case',
      when({ bool: { 'AWS:multifactorauthpresent': true }, ...RECENT }),
    ],
    [
      'no MFA in the Allow, and a Deny without MFA',
      when(RECENT),
      { ...when({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }), Effect: 'Deny' },
    ],
    [
      'a service beside the user',
      allow(),
      allow({ Principal: { Service: 'ec2.amazonaws.com' }, Condition: undefined }),
    ],
    [
      'an external id too, which no check can know',
      when({ ...MFA, ...RECENT, StringEquals: { 'sts:ExternalId': 'x' } }),
    ],
    ['tags without MFA, which are no role', allow(), allow({ Action: 'sts:TagSession', Condition: undefined })],
  ]
  for (const [title, ...statements] of right) test(`nothing: ${title}`, () => assert.equal(findings(...statements), []))

  const wrong: readonly [title: string, expected: RegExp, ...statements: object[]][] = [
    [
      'no condition',
      /^failure: .*alice gets in without an MFA code, by a long-term access key alone or a session made without MFA: no condition demands MFA$/,
      when({}),
    ],
    [
      'BoolIfExists',
      /^failure: .* by a long-term access key alone: BoolIfExists holds where MFA is absent/,
      when({
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' },
        ...{ NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '1' } },
      }),
    ],
    [
      'Null',
      /^failure: .* by a session made without MFA: Null only asks whether/,
      when({ Null: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ],
    [
      'Bool false',
      /^failure: .* by a session made without MFA: its condition .* does not demand "true"/,
      when({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ],
    ['a second statement without the condition', /gets in without an MFA code/, allow(), when({})],
    [
      'the age with IfExists alone',
      /gets in without an MFA code/,
      when({ NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }),
    ],
    [
      'the whole account',
      /^warning: it trusts the whole account \(arn:aws:iam::123456789012:root\)/,
      allow({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } }),
    ],
    [
      'the account by its id',
      /^warning: it trusts the whole account \(123456789012\)/,
      allow({ Principal: { AWS: '123456789012' } }),
    ],
    ['everybody', /^failure: it trusts everybody who has an AWS account/, allow({ Principal: '*' })],
    [
      'a user who was deleted',
      /^failure: it trusts AIDA\w+, a user that was deleted/,
      allow({ Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }),
    ],
    [
      'a role that was deleted',
      /^failure: it trusts AROA\w+, a role that was deleted/,
      allow({ Principal: { AWS: 'AROACKCEVSQ6C2EXAMPLE' } }),
    ],
    [
      'an age that ends before the session of the role',
      /^warning: it takes an MFA code for 15m only/,
      when({ ...MFA, NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }),
    ],
    ['no age', /^warning: it does not limit the age of an MFA code/, when(MFA)],
    ['nobody', /^failure: it lets no user and no role in/],
    [
      'only a service',
      /^failure: it lets no user and no role in/,
      allow({ Principal: { Service: 'ec2.amazonaws.com' } }),
    ],
    [
      'a Deny that locks out',
      /^failure: .*alice is refused even with MFA/,
      allow(),
      allow({ Effect: 'Deny', Condition: undefined }),
    ],
    [
      'a Deny of everybody, by a pattern',
      /is refused even with MFA/,
      allow(),
      allow({ Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: undefined }),
    ],
    ['a Deny with MFA', /is refused even with MFA/, allow(), { ...when(MFA), Effect: 'Deny' }],
  ]
  for (const [title, expected, ...statements] of wrong)
    test(`${title}`, () =>
      assert.ok(
        findings(...statements).some(one => expected.test(one)),
        findings(...statements).join('\n'),
      ))

  test('what awsenv prints is right, with every extra', () => {
    const user = userNamed('team/alice', '123456789012')
    for (const extras of [
      { tags: false, sourceIdentity: false },
      { tags: true, sourceIdentity: true },
    ]) {
      const text = JSON.stringify(roleTrustPolicy({ user, mfaAge: 43_200 }, extras))
      assert.equal(trustFindings(parseTrust(text, 'x')), [])
    }
  })

  test('the document is found in what the AWS CLI prints, and where it is URL-encoded', () => {
    const document = { Version: '2012-10-17', Statement: [allow()] }
    for (const text of [
      JSON.stringify({ Role: { RoleName: 'Admin', AssumeRolePolicyDocument: document } }),
      encodeURIComponent(JSON.stringify(document)),
      `${JSON.stringify({ ...document, Statement: allow() }, null, 2)}\n`,
    ])
      assert.equal(trustFindings(parseTrust(text, 'x')), [])
  })

  for (const [text, message] of [
    ['{', /trust\.json is not JSON/],
    ['{}', /trust\.json is not a trust policy: it has no "Statement"/],
    ['[]', /it has no "Statement"/],
    ['null', /it has no "Statement"/],
  ] as const)
    test(`${text} is an error`, () => assert.throws(() => parseTrust(text, 'trust.json'), message))
})
