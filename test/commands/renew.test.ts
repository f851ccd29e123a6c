import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands/renew', test => {
  const toTheEnd = 3_400

  test('a role that is about to end is assumed anew by the login, without a question, and keeps its way back', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      const before = { ...alice.env }
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const { AWS_ACCESS_KEY_ID: oldKey, AWSENV_EXPIRES: oldEnd } = alice.env
      sandbox.clock.advance(toTheEnd)
      alice.hook = 'bash'
      const { exitCode, stderr, questions } = await alice.inShell('renew')
      alice.hook = undefined
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, /^awsenv: Admin@123456789012 is renewed, until [^\n]*\n$/)
      assert.equal(questions, [])
      assert.is.not(alice.env['AWS_ACCESS_KEY_ID'], oldKey)
      assert.ok(Number(alice.env['AWSENV_EXPIRES']) > Number(oldEnd))
      assert.is(alice.env['AWSENV_ROLE_ARN'], world.roles.admin)
      assert.is(sandbox.count('GetSessionToken'), 1)
      await alice.inShell('unset')
      assert.equal(alice.env, before)
    }))

  test('the role of another terminal is taken from the cache, and "assume -" still leads to the one before', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '210987654321', 'Admin')
      await alice.inShell('assume', '123456789012', 'Admin')
      sandbox.clock.advance(toTheEnd)
      const other = { ...alice.env }
      await alice.inShell('renew')
      const renewed = alice.env['AWS_ACCESS_KEY_ID']
      const requests = sandbox.requests.length
      alice.env = other
      await alice.inShell('renew')
      assert.is(alice.env['AWS_ACCESS_KEY_ID'], renewed)
      assert.is(sandbox.requests.length, requests)
      await alice.inShell('assume', '-')
      assert.is(alice.env['AWSENV_ROLE_ARN'], world.roles.otherAdmin)
    }))

  for (const [title, setting] of [
    ['a terminal', {}],
    ['AWSENV_MFA_CODE', { AWSENV_MFA_CODE: '123456' }],
  ] as const) {
    test(`without a login that lasts it asks nothing and sends no code, not that of ${title} either: 75, one line, no script`, () =>
      tell(async ({ sandbox, world, alice, code }) => {
        alice.answers = [code]
        await alice.inShell('assume', world.roles.long, '--duration', '2h')
        sandbox.clock.advance(7_000)
        alice.hook = 'bash'
        Object.assign(alice.env, setting)
        const requests = sandbox.requests.length
        const { exitCode, stderr, script, questions } = await alice.awsenv('renew')
        assert.equal([exitCode, script, questions], [75, '', []])
        assert.match(stderr, /^awsenv: error: Long@123456789012 is not renewed: it takes an answer of yours[^\n]*\n$/)
        assert.is(sandbox.requests.length, requests)
      }))
  }

  test('"mfa_process" is not run', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.write('config', `[default]\nmfa_serial = ${world.alice.mfaSerial}\nmfa_process = code\n`)
      alice.commandLines = { code }
      await alice.inShell('assume', world.roles.long, '--duration', '2h')
      sandbox.clock.advance(7_000)
      alice.commandLines = {
        code: () => {
          throw new Error('it was run')
        },
      }
      const { exitCode, stderr } = await alice.awsenv('renew')
      assert.is(exitCode, 75, stderr)
      assert.match(stderr, 'it takes a command of yours')
    }))

  test('what AWS refuses is said, and a bare call fails as a script', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      sandbox.clock.advance(toTheEnd)
      alice.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9'
      const { exitCode, stderr, script } = await alice.awsenv('renew')
      assert.equal([exitCode, script], [1, '(exit 1)\n'])
      assert.match(stderr, 'Admin@123456789012 is not renewed: ')
    }))

  test('a server that is silent is not waited for as long as elsewhere', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      sandbox.clock.advance(toTheEnd)
      sandbox.fail({ how: 'silence' })
      const { stderr } = await alice.awsenv('renew')
      assert.match(stderr, 'Admin@123456789012 is not renewed: ')
      assert.is(sandbox.requests.length, 4, stderr)
    }))

  test('a login, and a shell without a session, have nothing to renew', () =>
    tell(async ({ alice, code }) => {
      assert.is((await alice.awsenv('renew')).exitCode, 3)
      alice.answers = [code]
      await alice.inShell('login')
      const { exitCode, stderr } = await alice.awsenv('renew')
      assert.is(exitCode, 3)
      assert.match(stderr, 'this shell has no role to renew')
    }))
})
