import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands/credential-process', test => {
  const keyIn = (json: string) => JSON.parse(json).AccessKeyId

  test('it prints what AWS documents, and nothing else', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      await alice.awsenv('login')
      const { exitCode, script, stderr, questions } = await alice.awsenv('credential-process', world.roles.admin)
      assert.equal([exitCode, stderr, questions], [0, '', []])
      const answer = JSON.parse(script)
      assert.equal(Object.keys(answer), [
        'Version',
        'AccessKeyId',
        'SecretAccessKey',
        'SessionToken',
        'Expiration',
        'AccountId',
      ])
      assert.equal([answer.Version, answer.AccountId], [1, '123456789012'])
      assert.match(answer.Expiration, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    }))

  test('it is for one role, whatever the shell has: an account and a role, a profile, any options of assume', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', world.roles.otherAdmin)
      const { script } = await alice.awsenv('credential-process', '123456789012', 'Admin', '--session-name', 'tool')
      assert.is(JSON.parse(script).AccountId, '123456789012')
      assert.is(sandbox.requests.at(-1)?.parameters['RoleSessionName'], 'tool')
    }))

  for (const [title, options, way] of [
    ['a login', [], 'awsenv login default'],
    ['a code of its own, beyond an hour', ['--duration=2h'], 'awsenv exec --from=default --duration=2h ARN true'],
  ] as const) {
    test(`where it takes ${title}, nobody is asked: 75, and one line with the command that helps`, () =>
      tell(async ({ sandbox, world, alice, code }) => {
        const call = ['credential-process', world.roles.long, ...options] as const
        const { exitCode, script, stderr, questions } = await alice.awsenv(...call)
        assert.equal([exitCode, script, questions], [75, '', []])
        const command = way.replace('ARN', world.roles.long)
        assert.is(stderr, `awsenv: error: awsenv needs an answer from you, such as an MFA code: run ${command}\n`)
        assert.is(sandbox.count('GetSessionToken') + sandbox.count('AssumeRole'), 0)
        alice.answers = [code]
        assert.is((await alice.awsenv(...command.split(' ').slice(1))).exitCode, 0)
        assert.is((await alice.awsenv(...call)).exitCode, 0)
      }))
  }

  test('3.5 without XDG_RUNTIME_DIR, as in cron, the session is found in /run/user/UID, or it is said why it is not', () =>
    tell(async ({ world, alice, code }) => {
      const ofDesktop = alice.env
      const call = ['credential-process', world.roles.admin] as const
      const usual = join(alice.runtime, 'users', String(process.getuid?.()))
      mkdirSync(usual, { recursive: true, mode: 0o700 })
      alice.answers = [code]
      alice.env = { ...ofDesktop, XDG_RUNTIME_DIR: usual }
      assert.is((await alice.inShell('login')).exitCode, 0)
      alice.env = { ...ofDesktop, XDG_RUNTIME_DIR: undefined }
      const found = await alice.awsenv(...call)
      assert.equal([found.exitCode, found.stderr], [0, ''])
      rmSync(join(alice.runtime, 'users'), { recursive: true })
      const lost = await alice.awsenv(...call)
      assert.is(lost.exitCode, 75)
      assert.match(
        lost.stderr,
        'hint: sessions are looked for in /dev/shm in this process, since XDG_RUNTIME_DIR is not set',
      )
    }))

  test("the profile's own MFA device has a login of its own, so that the command is another", () =>
    tell(async ({ world, alice }) => {
      const other = 'arn:aws:iam::123456789012:mfa/other'
      alice.write(
        'config',
        `[default]\nmfa_serial = ${world.alice.mfaSerial}\n[profile "x y"]\nrole_arn = ${world.roles.admin}\nsource_profile = default\nmfa_serial = ${other}\n`,
      )
      assert.match((await alice.awsenv('credential-process', 'x y')).stderr, "run awsenv exec 'x y' true")
    }))

  test("a profile's mfa_process gives the code", () =>
    tell(async ({ world, alice, code }) => {
      alice.write('config', `[default]\nmfa_serial = ${world.alice.mfaSerial}\nmfa_process = totp\n`)
      alice.commandLines = { totp: code }
      const { exitCode, stderr } = await alice.awsenv('credential-process', world.roles.admin)
      assert.equal([exitCode, stderr], [0, ''])
    }))

  for (const { duration, lasts, renewed } of [
    { duration: '1h', lasts: 2_690, renewed: 2_710 },
    { duration: '20m', lasts: 890, renewed: 910 },
  ]) {
    test(`a session of ${duration} is kept for ${lasts} s, and renewed after ${renewed}`, () =>
      tell(async ({ sandbox, world, alice, code }) => {
        alice.answers = [code]
        await alice.awsenv('login')
        const key = async () =>
          keyIn((await alice.awsenv('credential-process', world.roles.admin, '--duration', duration)).script)
        const first = await key()
        sandbox.clock.advance(lasts)
        assert.is(await key(), first)
        sandbox.clock.advance(renewed - lasts)
        assert.is.not(await key(), first)
      }))
  }

  test("what is valid still is given where it can't be renewed, until it ends", () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      await alice.awsenv('login')
      const call = ['credential-process', world.roles.admin] as const
      const first = keyIn((await alice.awsenv(...call)).script)
      sandbox.clock.advance(3_500)
      sandbox.fail({ action: 'AssumeRole', how: 'error503' })
      const { exitCode, script } = await alice.awsenv(...call)
      assert.equal([exitCode, keyIn(script)], [0, first])
      assert.is((await alice.awsenv(...call, '--min-ttl', '5m')).exitCode, 1)
      assert.is((await alice.awsenv(...call, '--refresh')).exitCode, 1)
      sandbox.clock.advance(100)
      assert.is((await alice.awsenv(...call)).exitCode, 1)
    }))

  test('a failure leaves stdout empty, for data is what its reader waits for', () =>
    tell(async ({ alice }) => {
      for (const words of [['nosuch'], [], ['--nosuch', 'x']])
        assert.is((await alice.awsenv('credential-process', ...words)).script, '')
    }))
})
