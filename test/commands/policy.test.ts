import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands/policy', test => {
  test('user prints the policy, as JSON that can be piped on', () =>
    tell(async ({ alice }) => {
      const { exitCode, script, stderr } = await alice.awsenv(
        'policy',
        'user',
        'alice',
        'Admin',
        '--account',
        '123456789012',
      )
      assert.equal([exitCode, stderr], [0, ''])
      const { Statement } = JSON.parse(script)
      assert.is(
        Statement.find(({ Sid }: { Sid: string }) => Sid === 'AssumeTheRole').Resource,
        'arn:aws:iam::123456789012:role/Admin',
      )
    }))

  test('user says where a policy is too large to be inline, and refuses one that is too large for IAM', () =>
    tell(async ({ alice }) => {
      const roles = (count: number) =>
        Array.from({ length: count }, (_, n) => `arn:aws:iam::123456789012:role/Role${n}`)
      const large = await alice.awsenv('policy', 'user', 'alice', '--account', '123456789012', ...roles(30))
      assert.is(large.exitCode, 0, large.stderr)
      assert.match(
        large.stderr,
        /warning: the policy has \d+ characters, and IAM takes 2048 .*: attach it as a managed policy/,
      )
      const larger = await alice.awsenv('policy', 'user', 'alice', '--account', '123456789012', ...roles(200))
      assert.equal([larger.exitCode, larger.script], [2, ''])
      assert.match(larger.stderr, /IAM takes 6144 at most/)
    }))

  test('trust prints the trust policy with the age that was asked for', () =>
    tell(async ({ alice }) => {
      const { script } = await alice.awsenv('policy', 'trust', 'arn:aws:iam::123456789012:user/a', '--mfa-age', '1h')
      assert.is(JSON.parse(script).Statement[0].Condition.NumericLessThan['aws:MultiFactorAuthAge'], '3600')
      const wrong = await alice.awsenv('policy', 'trust', 'a', '--account', '123456789012', '--mfa-age', '40h')
      assert.is(wrong.exitCode, 2)
      const template = ['policy', 'trust', 'a', '--account', '123456789012', '--as', 'terraform']
      assert.match((await alice.awsenv(...template)).stderr, /the role in the template has no name/)
      assert.match((await alice.awsenv(...template, '--role', 'x/Admin')).script, 'name               = "Admin"')
    }))

  test('trust --check tells what is wrong with a file or with stdin, and its exit code says whether MFA is demanded', () =>
    tell(async ({ alice }) => {
      const file = join(alice.home, 'trust.json')
      const { script: good } = await alice.awsenv('policy', 'trust', 'arn:aws:iam::123456789012:user/alice')
      writeFileSync(file, good)
      const ok = await alice.awsenv('policy', 'trust', '--check', file)
      assert.equal([ok.exitCode, ok.script.slice(0, 4)], [0, 'ok: '])
      alice.stdin = good
        .replace('"Bool"', '"BoolIfExists"')
        .replace('NumericLessThan', 'NumericLessThanIfExists')
        .split('\n')
      const bad = await alice.awsenv('policy', 'trust', '--check', '-')
      assert.is(bad.exitCode, 1)
      assert.match(bad.script, /^failure: .*alice gets in without an MFA code.*\n {2}use "Bool"/)
      const missing = await alice.awsenv('policy', 'trust', '--check', join(alice.home, 'none'))
      assert.equal([missing.exitCode, missing.script], [1, ''])
      assert.match((await alice.awsenv('policy', 'trust')).stderr, /the user that the role should trust is missing/)
    }))
})
