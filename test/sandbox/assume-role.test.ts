import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import { trusting, WITH_MFA } from '../../tools/sandbox/demo-world.ts'
import { describe } from '../support/describe.ts'
import { assume, getSessionToken, inSandbox, keysOf, mfaOf, outcome, stsOf } from './in-sandbox.ts'

const refusal = (callerArn: string, roleArn: string, action = 'sts:AssumeRole') =>
  `AccessDenied: User: ${callerArn} is not authorized to perform: ${action} on resource: ${roleArn}`

describe('AssumeRole', test => {
  test(
    'gives an hour of the role, under an ARN that drops its path',
    inSandbox(async (sandbox, { alice, roles }) => {
      const answer = await assume(sandbox, alice, roles.deploy, mfaOf(sandbox, alice.mfaSerial))
      assert.is(roles.deploy, 'arn:aws:iam::123456789012:role/team/dev/Deploy')
      assert.is(answer.AssumedRoleUser?.Arn, 'arn:aws:sts::123456789012:assumed-role/Deploy/tester')
      assert.match(answer.AssumedRoleUser?.AssumedRoleId ?? '', /^AROA[A-Z2-7]{16}:tester$/)
      assert.ok(Math.abs(keysOf(answer).expiration - sandbox.clock.now() - 3_600_000) < 60_000)
    }),
  )

  test(
    'works from a login session with MFA, also into another account',
    inSandbox(async (sandbox, { alice, roles }) => {
      const login = keysOf(await getSessionToken(sandbox, alice, mfaOf(sandbox, alice.mfaSerial)))
      for (const role of [roles.admin, roles.deploy, roles.long, roles.team, roles.otherAdmin, roles.open])
        assert.is(await outcome(assume(sandbox, login, role)), 'done', role)
    }),
  )

  test(
    'refuses in one and the same sentence, whatever the reason',
    inSandbox(async (sandbox, { alice, bob, roles, externalId }) => {
      const plain = keysOf(await getSessionToken(sandbox, alice))
      const missing = 'arn:aws:iam::123456789012:role/Missing'
      const wrongPath = 'arn:aws:iam::123456789012:role/Deploy'
      const wrongPartition = roles.open.replace('arn:aws:', 'arn:aws-cn:')
      for (const role of [roles.admin, roles.chained, roles.external, missing, wrongPath, wrongPartition])
        assert.is(await outcome(assume(sandbox, alice, role)), refusal(alice.arn, role))
      assert.is(await outcome(assume(sandbox, plain, roles.admin)), refusal(alice.arn, roles.admin))
      assert.is(await outcome(assume(sandbox, bob, roles.open)), refusal(bob.arn, roles.open))
      const ask = (ExternalId: string) => outcome(assume(sandbox, alice, roles.external, { ExternalId }))
      assert.is(await ask('another'), refusal(alice.arn, roles.external))
      assert.is(await ask(externalId), 'done')
    }),
  )

  test(
    'chains roles for an hour at most, without MFA on the way',
    inSandbox(async (sandbox, { alice, roles }) => {
      const admin = keysOf(await assume(sandbox, alice, roles.admin, mfaOf(sandbox, alice.mfaSerial)))
      assert.is(await outcome(assume(sandbox, admin, roles.chained)), 'done')
      const adminArn = 'arn:aws:sts::123456789012:assumed-role/Admin/tester'
      assert.is(await outcome(assume(sandbox, admin, roles.team)), refusal(adminArn, roles.team))
    }),
  )

  test(
    'measures the age of the MFA from GetSessionToken',
    inSandbox(async (sandbox, { alice, account }) => {
      const recent = { ...WITH_MFA, NumericLessThan: { 'aws:MultiFactorAuthAge': '600' } }
      const role = sandbox.world.addRole(sandbox.world.account(account.id), 'Recent', trusting(alice.arn, recent)).arn
      const login = keysOf(await getSessionToken(sandbox, alice, mfaOf(sandbox, alice.mfaSerial)))
      sandbox.clock.advance(590)
      assert.is(await outcome(assume(sandbox, login, role)), 'done')
      sandbox.clock.advance(20)
      assert.is(await outcome(assume(sandbox, login, role)), refusal(alice.arn, role))
    }),
  )

  test(
    'has no word of MFA about a long-term key, and a plain no about a session without',
    inSandbox(async (sandbox, { alice, account }) => {
      const roleIf = (name: string, condition: object) =>
        sandbox.world.addRole(sandbox.world.account(account.id), name, trusting(alice.arn, condition)).arn
      const ifExists = roleIf('IfExists', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })
      const present = roleIf('Present', { Null: { 'aws:MultiFactorAuthPresent': 'false' } })
      const plain = keysOf(await getSessionToken(sandbox, alice))
      assert.is(await outcome(assume(sandbox, alice, ifExists)), 'done')
      assert.is(await outcome(assume(sandbox, plain, ifExists)), refusal(alice.arn, ifExists))
      assert.is(await outcome(assume(sandbox, alice, present)), refusal(alice.arn, present))
      assert.is(await outcome(assume(sandbox, plain, present)), 'done')
    }),
  )

  test(
    'ends with the session, as everything else does',
    inSandbox(async (sandbox, { alice, roles }) => {
      const login = keysOf(await getSessionToken(sandbox, alice, { DurationSeconds: 900 }))
      sandbox.clock.advance(890)
      assert.is(await outcome(assume(sandbox, login, roles.open)), 'done')
      sandbox.clock.advance(20)
      const expired = 'ExpiredToken: The security token included in the request is expired'
      assert.is(await outcome(assume(sandbox, login, roles.open)), expired)
      const another = keysOf(await getSessionToken(sandbox, alice))
      sandbox.world.expireSessions()
      assert.is(await outcome(assume(sandbox, another, roles.open)), expired)
    }),
  )

  test(
    'asks the user’s own policies too, unless a role of his account names him',
    inSandbox(async (sandbox, { alice, roles }) => {
      const user = sandbox.world.user(alice.arn)
      user.mayAssume = ['arn:aws:iam::210987654321:role/Ad*']
      const login = keysOf(await getSessionToken(sandbox, alice, mfaOf(sandbox, alice.mfaSerial)))
      for (const role of [roles.admin, roles.otherAdmin])
        assert.is(await outcome(assume(sandbox, login, role)), 'done', role)
      assert.is(await outcome(assume(sandbox, login, roles.team)), refusal(alice.arn, roles.team))
      user.mayAssume = []
      assert.is(await outcome(assume(sandbox, login, roles.otherAdmin)), refusal(alice.arn, roles.otherAdmin))
    }),
  )

  test(
    'wants tags and a source identity allowed by name',
    inSandbox(async (sandbox, { alice, account, roles }) => {
      const Tags = [{ Key: 'team', Value: 'dev' }]
      const refusedTags = refusal(alice.arn, roles.open, 'sts:TagSession')
      assert.is(await outcome(assume(sandbox, alice, roles.open, { Tags })), refusedTags)
      const refusedIdentity = refusal(alice.arn, roles.open, 'sts:SetSourceIdentity')
      assert.is(await outcome(assume(sandbox, alice, roles.open, { SourceIdentity: 'alice' })), refusedIdentity)
      const policy = {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS: alice.arn }, Action: ['sts:*'] },
      }
      const role = sandbox.world.addRole(sandbox.world.account(account.id), 'Tagged', policy).arn
      const answer = await assume(sandbox, alice, role, { Tags, TransitiveTagKeys: ['team'], SourceIdentity: 'alice' })
      assert.is(answer.SourceIdentity, 'alice')
    }),
  )

  test(
    'works in the other partitions',
    inSandbox(async sandbox => {
      const account = sandbox.world.addAccount('333333333333', { partition: 'aws-us-gov' })
      const user = sandbox.world.addUser(account, 'gus')
      const role = sandbox.world.addRole(account, 'Admin', trusting('arn:aws-us-gov:iam::333333333333:root'))
      const client = stsOf(sandbox, sandbox.world.addKey(user), { region: 'us-gov-west-1' })
      const answer = await client.send(new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'gus' }))
      assert.is(answer.AssumedRoleUser?.Arn, 'arn:aws-us-gov:sts::333333333333:assumed-role/Admin/gus')
    }),
  )
})

describe('a duration of AssumeRole', test => {
  const tooLong = 'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
  const chained =
    'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
  const rows: readonly [
    DurationSeconds: number,
    role: 'admin' | 'long',
    by: 'key' | 'login',
    expected: string | RegExp,
  ][] = [
    [900, 'admin', 'key', 'done'],
    [3600, 'admin', 'key', 'done'],
    [3601, 'admin', 'key', tooLong],
    [43_200, 'long', 'key', 'done'],
    [3600, 'long', 'login', 'done'],
    [3601, 'long', 'login', chained],
    [899, 'long', 'key', /Value '899' at 'durationSeconds' .* greater than or equal to 900$/],
    [43_201, 'long', 'key', /Value '43201' at 'durationSeconds' .* less than or equal to 43200$/],
  ]
  for (const [DurationSeconds, role, by, expected] of rows)
    test(
      `of ${DurationSeconds} s for the role "${role}" by a ${by}`,
      inSandbox(async (sandbox, { alice, roles }) => {
        const mfa = mfaOf(sandbox, alice.mfaSerial)
        const call =
          by === 'key'
            ? assume(sandbox, alice, roles[role], { DurationSeconds, ...mfa })
            : assume(sandbox, keysOf(await getSessionToken(sandbox, alice, mfa)), roles[role], { DurationSeconds })
        const actual = await outcome(call)
        if (typeof expected === 'string') assert.is(actual, expected)
        else assert.match(actual, expected)
      }),
    )
})

describe('a parameter of AssumeRole is refused', test => {
  const ARN = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }))
  const rows: readonly [title: string, input: Partial<AssumeRoleCommandInput>, expected: RegExp][] = [
    ['an ARN that is none', { RoleArn: 'arn:a:a::aaaaaaaaaa:' }, /^ValidationError: arn:a:a::aaaaaaaaaa: is invalid$/],
    ['a short ARN', { RoleArn: 'arn:aws:iam::1' }, /at 'roleArn' .* length greater than or equal to 20$/],
    [
      'a session name with a colon',
      { RoleSessionName: 'Session1:2' },
      /^ValidationError: 1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\+=,\.@-\]\*$/,
    ],
    ['a session name that is XML', { RoleSessionName: '<b>&amp;"' }, /Value '<b>&amp;"' at 'roleSessionName'/],
    ['a long session name', { RoleSessionName: 'x'.repeat(65) }, /at 'roleSessionName' .* less than or equal to 64$/],
    [
      'two faults at once',
      { RoleSessionName: 'x', DurationSeconds: 1 },
      /: 2 validation errors detected: .*; Value '1' at/,
    ],
    ['a source identity with a blank', { SourceIdentity: 'a b' }, /at 'sourceIdentity' .* pattern/],
    ['a short external id', { ExternalId: 'x' }, /at 'externalId' .* length greater than or equal to 2$/],
    ['a serial with a blank', { SerialNumber: 'not a serial', TokenCode: '123456' }, /at 'serialNumber' .* pattern/],
    ['51 tags', { Tags: tags(51) }, /at 'tags' .* length less than or equal to 50$/],
    ['a tag’s key with a star', { Tags: [{ Key: 'a*', Value: '' }] }, /at 'tags\.1\.member\.key' .* pattern/],
    [
      'tags that differ in case only',
      {
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      /^InvalidParameterValue: Duplicate tag keys found\. Please note that Tag keys are case insensitive\.$/,
    ],
    [
      'a transitive key without its tag',
      { Tags: tags(1), TransitiveTagKeys: ['other'] },
      /^InvalidParameterValue: The specified transitive tag key must be included in the requested tags\.$/,
    ],
    ['a policy that is no JSON', { Policy: '{' }, /^MalformedPolicyDocument\w*: Syntax errors in policy\.$/],
    ['a policy with a character beyond Latin-1', { Policy: '{"Statement":["€"]}' }, /at 'policy' .* pattern/],
    [
      'policies that are too large',
      { Policy: JSON.stringify({ Statement: ['x'.repeat(2900)] }) },
      /^PackedPolicyTooLarge\w*: Packed policy consumes 143% of allotted space, please use smaller policy\.$/,
    ],
    [
      'eleven policy ARNs',
      { PolicyArns: Array(11).fill({ arn: ARN }) },
      /at 'policyArns' .* less than or equal to 10$/,
    ],
  ]
  for (const [title, input, expected] of rows)
    test(
      title,
      inSandbox(async (sandbox, { alice, roles }) => {
        assert.match(await outcome(assume(sandbox, alice, roles.open, input)), expected)
      }),
    )

  test(
    'but a policy that fits is taken, and its size told',
    inSandbox(async (sandbox, { alice, roles }) => {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })
      const answer = await assume(sandbox, alice, roles.open, { Policy, PolicyArns: [{ arn: ARN }] })
      assert.is(answer.PackedPolicySize, 4)
    }),
  )
})
