import { readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands/whoami, status, init and start', test => {
  test('whoami shows what AWS says beside what the shell claims, and where each setting comes from', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const { exitCode, script, stderr } = await alice.awsenv('whoami')
      assert.is(exitCode, 0, stderr)
      assert.match(script, /identity +arn:aws:sts::123456789012:assumed-role\/Admin\/alice/)
      assert.match(script, /account +123456789012 \(sandbox\)/)
      assert.match(script, /role +Admin@123456789012/)
      assert.match(script, /time left +(59m|1h)/)
      assert.match(
        script,
        new RegExp(`access key +\\*{4}${alice.env['AWS_ACCESS_KEY_ID']?.slice(-4)} +AWS_ACCESS_KEY_ID`),
      )
      assert.match(script, /region +eu-central-1 +AWS_REGION/)
      assert.not.match(script, alice.env['AWS_SECRET_ACCESS_KEY'] ?? 'x')
    }))

  test('whoami without a session shows the profile of the files, with file and line', () =>
    tell(async ({ world, alice }) => {
      alice.env['AWS_PROFILE'] = 'default'
      const { exitCode, script, stderr } = await alice.awsenv('whoami')
      assert.is(exitCode, 0, stderr)
      assert.match(script, world.alice.arn)
      assert.match(script, /profile +default +AWS_PROFILE/)
      assert.match(script, /access key +\*{4}\w{4} +.*credentials, line 2/)
      assert.match(script, /region +eu-central-1 +.*config, line 2/)
    }))

  test('whoami --offline asks nobody', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const requests = sandbox.requests.length
      const { exitCode, script } = await alice.awsenv('whoami', '--offline')
      assert.is(exitCode, 0)
      assert.match(script, 'Admin@123456789012')
      assert.is(sandbox.requests.length, requests)
    }))

  test('whoami --json is JSON, without a secret', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const { script } = await alice.awsenv('whoami', '--json')
      const report = JSON.parse(script)
      assert.is(report.arn, 'arn:aws:sts::123456789012:assumed-role/Admin/alice')
      assert.is(report.accountAlias, 'sandbox')
      assert.equal(report.region, { value: 'eu-central-1', origin: 'AWS_REGION' })
      assert.match(report.expiration, /^\d{4}-.*Z$/)
      assert.not.match(script, alice.env['AWS_SECRET_ACCESS_KEY'] ?? 'x')
    }))

  test('whoami says so where the keys are not those of the role that the shell claims', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      Object.assign(alice.env, {
        AWS_ACCESS_KEY_ID: world.alice.accessKeyId,
        AWS_SECRET_ACCESS_KEY: world.alice.secretAccessKey,
      })
      delete alice.env['AWS_SESSION_TOKEN']
      const { stderr } = await alice.awsenv('whoami')
      assert.match(stderr, 'this shell claims "Admin@123456789012", but its keys belong to alice')
    }))

  test('whoami with nothing, or with an expired session, ends with 3 and says what to do', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      alice.clockError = 3_700_000
      const expired = await alice.awsenv('whoami')
      assert.is(expired.exitCode, 3)
      assert.match(expired.stderr, /expired at \d\d:\d\d/)
      alice.clockError = 0
      await alice.inShell('unset')
      alice.write('credentials', '')
      const nothing = await alice.awsenv('whoami', '--json')
      assert.is(nothing.exitCode, 3)
      assert.match(nothing.stderr, 'hint: run: awsenv login')
      assert.match(JSON.parse(nothing.script).error.message, 'there are no credentials')
    }))

  test('status is one line, and 3 where there is no valid session; it asks nobody', () =>
    tell(async ({ sandbox, alice, code }) => {
      assert.equal(await alice.awsenv('status').then(({ exitCode, script }) => [exitCode, script]), [3, 'no session\n'])
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const requests = sandbox.requests.length
      const { exitCode, script } = await alice.awsenv('status')
      assert.is(exitCode, 0)
      assert.match(script, /^Admin@123456789012 (59m|1h)\n$/)
      alice.clockError = 3_700_000
      assert.equal(await alice.awsenv('status').then(outcome => [outcome.exitCode, outcome.script]), [
        3,
        'Admin@123456789012 expired\n',
      ])
      assert.is(sandbox.requests.length, requests)
    }))

  for (const expires of ['', 'a[$(touch PWNED)]', '-5', '09x', '99999999999999999999', '1\n2']) {
    test(`status believes no AWSENV_EXPIRES like ${JSON.stringify(expires)}`, () =>
      tell(async ({ alice }) => {
        Object.assign(alice.env, { AWSENV_ROLE: 'x\u001b[31m', AWS_ACCESS_KEY_ID: 'ASIA', AWSENV_EXPIRES: expires })
        const { exitCode, script } = await alice.awsenv('status')
        assert.is(exitCode, 3)
        assert.is(script, 'x?[31m expired\n')
      }))
  }

  test('init prints the hook of a shell, and knows which there are', () =>
    tell(async ({ alice }) => {
      for (const shell of ['bash', 'zsh']) {
        const file = readFileSync(new URL(`../../shell/awsenv.${shell}`, import.meta.url), 'utf8')
        assert.is((await alice.awsenv('init', shell)).script, file)
      }
      const { exitCode, stderr, script } = await alice.awsenv('init', 'csh')
      assert.equal([exitCode, script], [2, '(exit 2)\n'])
      assert.match(stderr, 'choose one of: bash, zsh')
    }))

  test('a bare awsenv says what to do next', () =>
    tell(async ({ alice, code }) => {
      const fresh = await alice.awsenv()
      assert.equal([fresh.exitCode, fresh.script], [0, ''])
      for (const call of ['awsenv login', 'awsenv assume', 'awsenv init', 'awsenv help'])
        assert.match(fresh.stderr, call)
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.match((await alice.awsenv()).stderr, /Admin@123456789012: .* left[\s\S]*awsenv unset/)
    }))

  test('3.1 help goes to stdout only where nothing evaluates it, which is a terminal', () =>
    tell(async ({ alice }) => {
      for (const args of [['--help'], ['assume', '-h'], ['help', 'keys', 'add'], ['keys'], []]) {
        const piped = await alice.awsenv(...args)
        assert.equal([piped.exitCode, piped.script], [0, ''])
        alice.showsOutput = true
        const shown = await alice.awsenv(...args)
        assert.equal([shown.exitCode, shown.script, shown.stderr], [0, piped.stderr, ''])
        alice.showsOutput = false
      }
    }))

  test('help for what does not exist is a failure, which eval sees', () =>
    tell(async ({ alice }) => {
      const { exitCode, script, stderr } = await alice.awsenv('help', 'asume')
      assert.equal([exitCode, script], [2, '(exit 2)\n'])
      assert.match(stderr, 'did you mean "awsenv assume"?')
    }))

  test('help and version never look like a script', () =>
    tell(async ({ alice }) => {
      for (const args of [['--help'], ['assume', '--help'], ['login', '-h']]) {
        const { exitCode, script, stderr } = await alice.awsenv(...args)
        assert.equal([exitCode, script], [0, ''])
        assert.match(stderr, 'awsenv')
      }
      assert.is((await alice.awsenv('--version')).script, '0.0.0\n')
    }))

  for (const args of [
    ['keys', 'lst'],
    ['config', '--json'],
    ['assume', 'x', '--format=json', '--from'],
    ['credential-process'],
    ['exec'],
    ['list', '--nonsense'],
    ['whoami', '--json', '--nonsense'],
  ]) {
    test(`a call for data that is not understood prints nothing: ${args.join(' ')}`, () =>
      tell(async ({ alice }) => {
        const { exitCode, script } = await alice.awsenv(...args)
        assert.equal([exitCode, script], [2, ''])
      }))
  }
})
