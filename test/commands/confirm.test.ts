import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { entryName } from '../../src/vault/sessions/entries.ts'
import { openSessionVault } from '../../src/vault/sessions/session-vault.ts'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { noKeychain } from '../support/no-keychain.ts'
import { tell } from './story.ts'

describe('commands: accounts that must not be hit by mistake', test => {
  /** With this machine among the endpoints, since the keys of a session go there for a console. */
  const settings = ({ home }: Machine, text: string) => {
    mkdirSync(join(home, '.config', 'awsenv'), { recursive: true })
    writeFileSync(join(home, '.config', 'awsenv', 'config.toml'), `endpoints = ["127.0.0.1"]\n${text}`)
  }
  const production = '[accounts.123456789012]\nname = "production"\nconfirm = true\n'
  const question = 'To confirm Admin in account production (123456789012), type'

  test('the name is typed before anything else is asked or sent, also where the session is cached', () =>
    tell(async ({ sandbox, alice, code }) => {
      settings(alice, production)
      alice.answers = [
        () => {
          assert.is(sandbox.requests.length, 0)
          return ' production '
        },
        code,
      ]
      const first = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(first.questions[0] ?? '', question)
      alice.answers = ['production']
      const second = await alice.inShell('assume', '123456789012', 'Admin')
      assert.equal([second.exitCode, second.questions.length], [0, 1])
      assert.is(sandbox.count('AssumeRole'), 1)
    }))

  for (const [title, typed] of [
    ['another name', 'staging'],
    ['its id', '123456789012'],
    ['other letters', 'Production'],
    ['yes', 'y'],
    ['nothing', ''],
    ['Ctrl-D', undefined],
  ] as const) {
    test(`${title} is not its name: exit 1, nothing is sent, nothing changes`, () =>
      tell(async ({ sandbox, alice }) => {
        settings(alice, production)
        const before = { ...alice.env }
        alice.answers = [typed]
        const { exitCode, stderr, script } = await alice.inShell('assume', '123456789012', 'Admin')
        assert.equal([exitCode, script], [1, '(exit 1)\n'])
        assert.match(stderr, 'this is not the name of account "production": nothing has changed')
        if (typed) assert.not.match(stderr, `"${typed}"`)
        assert.equal(alice.env, before)
        assert.is(sandbox.requests.length, 0)
      }))
  }

  test('it is asked however the role is named: by ARN, by profile, by alias, by -, and as data', () =>
    tell(async ({ world, alice, code }) => {
      const profile = `[profile p]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`
      alice.write('config', `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n${profile}`)
      settings(alice, `aliases.a = "123456789012 Admin"\naliases.b = "p"\n${production}`)
      alice.answers = [code]
      await alice.inShell('login')
      for (const words of [['123456789012', 'Admin'], [world.roles.admin], ['p'], ['a'], ['b']]) {
        alice.answers = ['production']
        const { exitCode, questions, stderr } = await alice.inShell('assume', ...words)
        assert.equal([exitCode, questions.length], [0, 1], stderr)
        alice.answers = ['production']
        assert.is((await alice.awsenv('assume', ...words, '--format', 'json')).questions.length, 1)
      }
      const other = await alice.inShell('assume', '210987654321', 'Admin')
      assert.equal([other.exitCode, other.questions], [0, []])
      alice.answers = ['no']
      const back = await alice.inShell('assume', '-')
      assert.equal([back.exitCode, back.questions.length], [1, 1])
      assert.is(alice.env['AWS_ACCOUNT_ID'], '210987654321')
    }))

  test('an account without a name is confirmed by its id, and a composed letter is the same as a decomposed one', () =>
    tell(async ({ alice, code }) => {
      settings(alice, 'accounts.123456789012.confirm = true\n')
      alice.answers = ['123456789012', code]
      const { exitCode, questions } = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(exitCode, 0)
      assert.match(questions[0] ?? '', "in account 123456789012, type the account's name: ")
      settings(alice, 'accounts.123456789012.confirm = true\naccounts.123456789012.name = "B\u00fcro"\n')
      alice.answers = ['Bu\u0308ro']
      assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
    }))

  test('a name with an escape sequence is refused where it stands, and no question shows it', () =>
    tell(async ({ sandbox, alice }) => {
      settings(alice, '[accounts.123456789012]\nconfirm = true\nname = "staging\\u001b[8m production"\n')
      const { exitCode, stderr, questions } = await alice.awsenv('assume', '123456789012', 'Admin')
      assert.equal([exitCode, questions, sandbox.requests.length], [1, [], 0])
      assert.match(stderr, 'line 4: "accounts.123456789012.name" has to be')
      assert.not.match(stderr, '\u001b')
    }))

  test('without a terminal: 75 and a sentence', () =>
    tell(async ({ sandbox, alice, code }) => {
      settings(alice, production)
      alice.hasTerminal = false
      alice.stdin = [code()]
      const { exitCode, stderr, script } = await alice.awsenv('assume', '123456789012', 'Admin', '--mfa-stdin')
      assert.equal([exitCode, script, sandbox.requests.length], [75, '(exit 75)\n', 0])
      assert.match(
        stderr,
        'account "production" needs its name typed as a confirmation, and there is no terminal to ask on',
      )
    }))

  test('--yes is refused, unless the settings allow it; elsewhere it has nothing to answer', () =>
    tell(async ({ sandbox, alice, code }) => {
      settings(alice, production)
      const refused = await alice.awsenv('assume', '123456789012', 'Admin', '--yes')
      assert.equal([refused.exitCode, refused.questions, sandbox.requests.length], [2, [], 0])
      assert.match(refused.stderr, '--yes is not enough for account "production": a person must type its name')
      assert.match(refused.stderr, 'awsenv config set accounts.123456789012.allow_yes true')
      assert.is((await alice.awsenv('config', 'set', 'accounts.123456789012.allow_yes', 'true')).exitCode, 0)
      alice.answers = [code]
      const allowed = await alice.inShell('assume', '123456789012', 'Admin', '--yes')
      assert.is(allowed.exitCode, 0, allowed.stderr)
      assert.is((await alice.inShell('assume', '210987654321', 'Admin', '--yes')).exitCode, 0)
      assert.is((await alice.inShell('assume', '-', '--yes')).exitCode, 0)
      alice.answers = ['production']
      const back = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(back.questions.length, 1, 'without --yes it asks')
    }))

  test('a typed name is remembered for 15 minutes, --yes is not, and clear forgets it', () =>
    tell(async ({ sandbox, alice, code }) => {
      settings(alice, `${production}allow_yes = true\n`)
      const confirmed = (after = 0) => {
        const now = () => sandbox.clock.now() + after
        const directory = join(alice.home, '.local/state/awsenv')
        const vault = openSessionVault({
          directory,
          env: alice.env,
          uid: process.getuid?.(),
          keychain: () => noKeychain,
          now,
          warn: assert.unreachable,
        })
        return vault.get(entryName('confirmation', '123456789012')) !== undefined
      }
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin', '--yes')
      assert.not(confirmed())
      for (const clear of [['clear'], ['clear', '--all']]) {
        alice.answers = ['production', code]
        assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
        assert.equal([confirmed(), confirmed(890_000), confirmed(901_000)], [true, true, false])
        await alice.inShell(...clear)
        assert.not(confirmed())
      }
    }))

  test('a role of such an account that only stands on the way to another asks nothing', () =>
    tell(async ({ world, alice, code }) => {
      const hub = `[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`
      const end = `[profile end]\nrole_arn = ${world.roles.chained}\nsource_profile = hub\n`
      alice.write('config', `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n${hub}${end}`)
      settings(alice, production)
      alice.answers = [code]
      const { exitCode, questions, stderr } = await alice.inShell('assume', 'end')
      assert.equal([exitCode, questions.length], [0, 1], stderr)
      assert.match(questions[0] ?? '', 'MFA code')
    }))

  test('the hook never renews such a role, cached or not', () =>
    tell(async ({ sandbox, alice, code }) => {
      settings(alice, `${production}allow_yes = true\n`)
      alice.answers = ['production', code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const requests = sandbox.requests.length
      alice.hook = 'bash'
      const { exitCode, script, stderr, questions } = await alice.awsenv('renew')
      assert.equal([exitCode, script, questions, sandbox.requests.length], [75, '', [], requests])
      assert.match(stderr, 'Admin@production is not renewed: account "production" needs its name typed')
    }))

  test('credential-process gives its credentials within 15 minutes after the name was typed, and never asks', () =>
    tell(async ({ sandbox, alice, code }) => {
      settings(alice, `${production}allow_yes = true\n`)
      alice.answers = [code]
      await alice.inShell('login')
      const call = ['credential-process', '123456789012', 'Admin'] as const
      const before = await alice.awsenv(...call)
      assert.equal([before.exitCode, before.script, before.questions], [75, '', []])
      assert.match(before.stderr, 'account "production" has not been confirmed within the last 15m')
      alice.answers = ['production']
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.is((await alice.awsenv(...call)).exitCode, 0)
      sandbox.clock.advance(901)
      assert.is((await alice.awsenv(...call)).exitCode, 75)
      assert.is((await alice.awsenv(...call, '--yes')).exitCode, 2, 'it has no such option')
    }))

  for (const [words, options] of [
    [['exec'], ['true']],
    [['console', '--print'], []],
  ] as const) {
    test(`${words[0]} takes the name as assume does, each time`, () =>
      tell(async ({ sandbox, alice, code }) => {
        settings(alice, `${production}allow_yes = true\n`)
        alice.answers = [code]
        await alice.inShell('login')
        const requests = sandbox.requests.length
        const call = (...more: string[]) => alice.awsenv(...words, ...more, '123456789012', 'Admin', ...options)
        alice.answers = ['staging']
        assert.is((await call()).exitCode, 1)
        assert.is(sandbox.requests.length, requests)
        alice.answers = ['production']
        assert.equal([(await call()).exitCode, alice.answers], [0, []])
        alice.answers = ['production']
        assert.equal([(await call()).exitCode, alice.answers], [0, []])
        const allowed = await call('--yes')
        assert.equal([allowed.exitCode, allowed.questions], [0, []])
      }))
  }

  test("console takes the name for the role of this shell, too, whoever's words put it there", () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      settings(alice, production)
      for (const AWSENV_ROLE_ARN of [alice.env['AWSENV_ROLE_ARN'], 'arn:aws:iam::210987654321:role/Admin']) {
        alice.env['AWSENV_ROLE_ARN'] = AWSENV_ROLE_ARN
        alice.answers = ['staging']
        const refused = await alice.awsenv('console', '--print')
        assert.equal([refused.exitCode, refused.script, sandbox.count('getSigninToken')], [1, '', 0])
        assert.match(refused.questions[0] ?? '', question)
      }
      alice.answers = ['production']
      assert.is((await alice.awsenv('console', '--print')).exitCode, 0)
      assert.is((await alice.awsenv('console', '--print', '--yes')).exitCode, 2)
      settings(alice, `${production}allow_yes = true\n`)
      assert.is((await alice.awsenv('console', '--print', '--yes')).exitCode, 0)
    }))

  test('assume says when the role is active already, and when it has got a new session', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      const words = ['assume', '123456789012', 'Admin']
      assert.match((await alice.inShell(...words)).stderr, 'Admin@123456789012 is assumed (arn')
      assert.match((await alice.inShell(...words)).stderr, /Admin@123456789012 is active already \(arn[^)]*\), until /)
      const fresh = await alice.inShell(...words, '--refresh')
      assert.match(fresh.stderr, /Admin@123456789012 was active already, and is assumed anew \(arn[^)]*\), until /)
      assert.match((await alice.inShell(...words, '--format', 'json')).stderr, 'is assumed (arn')
      sandbox.clock.advance(3_700)
      assert.match((await alice.inShell(...words)).stderr, 'Admin@123456789012 is assumed (arn')
    }))
})
