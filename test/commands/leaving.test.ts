import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
      const left = await alice.inShell('unset')
      assert.equal([left.exitCode, left.stderr], [0, `awsenv: ${LEFT} no credentials\n`])
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
    test(`3.12 ${command} without a session does nothing, and says so`, () =>
      tell(async ({ alice }) => {
        const { exitCode, script, stderr } = await alice.awsenv(command)
        assert.equal([exitCode, script], [0, ''])
        assert.match(stderr, /^awsenv: this shell has no session of awsenv: nothing has changed[^\n]*\n$/)
      }))
  }

  test('clear --all removes a file of sessions that it can not read, and says so', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.awsenv('login')
      const directory = join(alice.home, '.local/state/awsenv')
      const [name = ''] = readdirSync(directory).filter(file => /^sessions-.*\.vault$/.test(file))
      writeFileSync(join(directory, name), Buffer.alloc(9 * 1024 * 1024))
      const { exitCode, stderr } = await alice.awsenv('clear', '--all')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, `"${join(directory, name)}" could not be read and was removed: `)
      assert.not.ok(existsSync(join(directory, name)))
      alice.answers = [code]
      const again = await alice.awsenv('login')
      assert.equal([again.exitCode, again.questions.length], [0, 1])
      assert.not.match(again.stderr, 'not remembered')
    }))

  test('clear forgets the role, and not the login', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const { stderr } = await alice.inShell('clear')
      assert.is(stderr, `awsenv: ${LEFT} no credentials; its session is forgotten\n`)
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
      assert.is(
        (await alice.inShell('clear', '--all')).stderr,
        `awsenv: ${LEFT} no credentials; all 2 cached sessions are forgotten\n`,
      )
      const again = await alice.inShell('clear', '--all')
      assert.is(again.stderr, 'awsenv: this shell has no session of awsenv; no session was cached\n')
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
      assert.is(sandbox.count('GetSessionToken'), 2)
    }))

  test('clear --all in one shell leaves another shell its way back: the secret of the key that stood there', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('login')
      await alice.inShell('unset')
      Object.assign(alice.env, { AWS_ACCESS_KEY_ID: 'AKIAOTHEREXAMPLE0WXYZ', AWS_SECRET_ACCESS_KEY: 'secret' })
      const before = { ...alice.env }
      await alice.inShell('assume', '123456789012', 'Admin', '--from', 'default')
      const other = alice.env
      alice.env = { HOME: alice.home, XDG_RUNTIME_DIR: other['XDG_RUNTIME_DIR'], AWSENV_SHELL: 'bash' }
      assert.match((await alice.inShell('clear', '--all')).stderr, 'sessions are forgotten')
      alice.env = other
      assert.is((await alice.inShell('unset')).exitCode, 0)
      assert.is(alice.env['AWS_SECRET_ACCESS_KEY'], before['AWS_SECRET_ACCESS_KEY'])
    }))

  test('3.12 unset and clear say what the shell has now: its key, or its profile', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      await alice.inShell('unset')
      alice.env['AWS_PROFILE'] = 'default'
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(
        (await alice.inShell('clear')).stderr,
        `awsenv: ${LEFT} AWS_PROFILE=default; its session is forgotten\n`,
      )
      delete alice.env['AWS_PROFILE']
      Object.assign(alice.env, { AWS_ACCESS_KEY_ID: 'AKIAOTHEREXAMPLE0WXYZ', AWS_SECRET_ACCESS_KEY: 'secret' })
      await alice.inShell('assume', '123456789012', 'Admin', '--from', 'default')
      const { stderr } = await alice.inShell('unset')
      assert.match(stderr, `${LEFT} the key `)
      assert.match(stderr, /WXYZ\n$/)
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

  test('W4 clear --all forgets every session where no shell can be told; a session of the shell itself needs one', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('login')
      delete alice.env['AWSENV_SHELL']
      const active = await alice.awsenv('clear', '--all')
      assert.is(active.exitCode, 2)
      assert.match(active.stderr, "can't tell which shell this is")
      alice.env = { HOME: alice.home, XDG_RUNTIME_DIR: alice.env['XDG_RUNTIME_DIR'] }
      const list = await alice.awsenv('list', '--json')
      assert.equal(JSON.parse(list.script).sessions, [])
      const { exitCode, script } = await alice.awsenv('clear', '--all')
      assert.equal([exitCode, script], [0, ''])
    }))

  test('W4 cmd.exe is told what to do instead, and nothing is on stdout, which it would only show', () =>
    tell(async ({ alice }) => {
      delete alice.env['AWSENV_SHELL']
      alice.evaluatorNames = ['cmd']
      for (const command of ['login', 'assume 123456789012 Admin']) {
        const { exitCode, script, stderr } = await alice.awsenv(...command.split(' '))
        assert.equal([exitCode, script], [2, ''], command)
        assert.match(stderr, "awsenv can't change the variables of cmd.exe")
      }
    }))
})

const LEFT = 'Admin@123456789012 has left this shell, whose environment now has'
