import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands/unset and clear', test => {
  test('unset keeps the cached session: the next assume asks nobody', () =>
    tell(async ({ sandbox, alice, code }) => {
      const before = { ...alice.env }
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const requests = sandbox.requests.length
      assert.equal(await alice.inShell('unset').then(({ exitCode, stderr }) => [exitCode, stderr]), [0, ''])
      assert.equal(alice.env, before)
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
      assert.is(sandbox.requests.length, requests)
    }))

  test('unset after login goes back to before the login, also from a role that came after', () =>
    tell(async ({ alice, code }) => {
      const before = { ...alice.env }
      alice.answers = [code]
      await alice.inShell('login')
      await alice.inShell('assume', '123456789012', 'Admin')
      await alice.inShell('unset')
      assert.equal(alice.env, before)
    }))

  for (const command of ['unset', 'clear'] as const) {
    test(`${command} without a session does nothing, silently`, () =>
      tell(async ({ alice }) => {
        const { exitCode, script, stderr } = await alice.awsenv(command)
        assert.equal([exitCode, script, stderr], [0, '', ''])
      }))
  }

  test('clear forgets the role, and not the login', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      await alice.inShell('clear')
      assert.is(alice.env['AWSENV_ROLE'], undefined)
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
      assert.equal([sandbox.count('GetSessionToken'), sandbox.count('AssumeRole')], [1, 2])
    }))

  test('clear after login forgets the login', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code, code]
      await alice.inShell('login')
      await alice.inShell('clear')
      assert.is((await alice.inShell('login')).exitCode, 0)
      assert.is(sandbox.count('GetSessionToken'), 2)
    }))

  test('clear --all forgets every session', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code, code]
      await alice.inShell('assume', '123456789012', 'Admin')
      await alice.inShell('clear', '--all')
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
      assert.is(sandbox.count('GetSessionToken'), 2)
    }))

  test('what the user changed after the assume is left alone, and named', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      alice.env['AWS_REGION'] = 'sa-east-1'
      const { exitCode, stderr } = await alice.inShell('unset')
      assert.is(exitCode, 0)
      assert.match(stderr, 'AWS_REGION changed since')
      assert.is(alice.env['AWS_REGION'], 'sa-east-1')
    }))

  test('an AWSENV_RESTORE that somebody broke is no way back, but a way out', () =>
    tell(async ({ alice, code }) => {
      const before = { ...alice.env }
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      alice.env['AWSENV_RESTORE'] = '$(touch PWNED)'
      const { exitCode, stderr } = await alice.inShell('unset')
      assert.is(exitCode, 0)
      assert.match(stderr, 'missing or unreadable')
      assert.equal(alice.env, before)
    }))

  test('a value that is not UTF-8 is left where it would be removed, and stops what would overwrite it', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('login')
      await alice.inShell('unset')
      alice.env['AWS_VAULT'] = 'broken \ufffd'
      const first = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(first.stderr, 'AWS_VAULT is not valid UTF-8')
      assert.is(alice.env['AWS_VAULT'], 'broken \ufffd')
      await alice.inShell('unset')
      alice.env['AWS_CREDENTIAL_EXPIRATION'] = '\ufffd'
      const second = await alice.awsenv('assume', '123456789012', 'Admin')
      assert.is(second.exitCode, 1)
      assert.match(second.stderr, 'AWS_CREDENTIAL_EXPIRATION in this shell is not valid UTF-8')
      assert.is(second.script, '(exit 1)\n')
    }))
})
