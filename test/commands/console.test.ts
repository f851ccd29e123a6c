import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { type Story, tell as tellUnpinned } from './story.ts'

describe('commands/console', test => {
  /** The keys of a session go to this machine only where that is pinned, as it is here. */
  const settings = ({ home }: Machine, text: string) => {
    mkdirSync(join(home, '.config', 'awsenv'), { recursive: true })
    writeFileSync(join(home, '.config', 'awsenv', 'config.toml'), `endpoints = ["127.0.0.1"]\n${text}`)
  }
  const tell = (body: (story: Story) => Promise<void>) =>
    tellUnpinned(story => {
      settings(story.alice, '')
      return body(story)
    })
  /** Where a link leads once a browser follows it; undefined where it signs nobody in. */
  const landing = async (url: string) => {
    const { status, headers } = await fetch(url.trim(), { redirect: 'manual' })
    return status === 302 ? headers.get('location') : undefined
  }

  test('without a target the browser opens as the role of this shell, and no secret is on stdout or stderr', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const { exitCode, script, stderr } = await alice.awsenv('console', '--debug')
      assert.equal([exitCode, script], [0, ''], stderr)
      const [{ url, command } = { url: '', command: [] }] = alice.opened
      assert.equal(command, [])
      assert.is(await landing(url), 'https://eu-central-1.console.aws.amazon.com/console/home?region=eu-central-1')
      assert.match(stderr, /the console of Admin@123456789012 opens in your browser, until .* \((59m|1h)\)/)
      for (const token of sandbox.world.signinTokens.keys()) assert.not.match(stderr, token)
    }))

  test('the link is good for a quarter of an hour', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      const { script } = await alice.awsenv('console', '123456789012', 'Admin', '--print')
      assert.ok(await landing(script))
      sandbox.clock.advance(15 * 60 + 1)
      assert.is(await landing(script), undefined)
    }))

  test('a role that is named is assumed, and the shell stays as it is', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      settings(alice, `aliases.dep = "123456789012 team/dev/Deploy"\naccounts.210987654321.name = "other"\n`)
      alice.answers = [code]
      const { exitCode, script, stderr } = await alice.awsenv('console', 'dep', '--print', '--service', 'cfn')
      assert.is(exitCode, 0, stderr)
      assert.is(
        await landing(script),
        'https://eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1',
      )
      assert.match(stderr, /for 15 minutes it signs in anyone who has it, as dep, until/)
      assert.is(alice.env['AWSENV_ROLE'], undefined)
      const other = await alice.awsenv('console', world.roles.otherAdmin, '--region', 'us-east-2')
      assert.match(other.stderr, 'the console of Admin@other')
      assert.match((await landing(alice.opened[0]?.url ?? '')) ?? '', 'https://us-east-2.console.aws.amazon.com/')
      assert.is(sandbox.count('GetSessionToken'), 1)
    }))

  test('SessionDuration is never sent, and --duration makes the credentials last', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      const { stderr } = await alice.awsenv('console', world.roles.long, '--duration', '4h')
      assert.match(stderr, /\((3h 59m|4h)\)/)
      assert.equal(sandbox.requests.at(-1)?.parameters, { Action: 'getSigninToken' })
      assert.is(sandbox.requests.at(-2)?.parameters['DurationSeconds'], '14400')
    }))

  test("the role's session carries what the options say, as with assume", () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      const options = ['--session-name', 'console-of-alice', '--external-id', world.externalId]
      const { exitCode, stderr } = await alice.awsenv('console', world.roles.external, ...options)
      assert.is(exitCode, 0, stderr)
      const { parameters } = sandbox.requests.at(-2) ?? {}
      const sent = ['RoleSessionName', 'ExternalId'].map(name => parameters?.[name])
      assert.equal(sent, ['console-of-alice', world.externalId])
    }))

  test('where no browser can be seen, or none starts, the link is printed, and why', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      alice.browserAbsence = 'this machine has no display for a browser'
      const { exitCode, script, stderr } = await alice.awsenv('console', '123456789012', 'Admin')
      assert.is(exitCode, 0)
      assert.ok(await landing(script))
      assert.match(stderr, 'this machine has no display for a browser: open the link yourself; ')
      assert.equal(alice.opened, [])
    }))

  test('the setting names a program: each value stays within its word', () =>
    tell(async ({ alice, code }) => {
      settings(
        alice,
        `browser = 'firefox --new "-P {account}; {role}" {name} {url}'\n[aliases]\nprod = "123456789012 Admin"\n`,
      )
      alice.answers = [code]
      alice.browserAbsence = 'this is an SSH session'
      const { stderr } = await alice.awsenv('console', 'prod')
      const [{ url, command } = { url: '', command: [] }] = alice.opened
      assert.ok(await landing(url), stderr)
      assert.equal(command, ['firefox', '--new', '-P 123456789012; Admin', 'prod', url])
    }))

  test('each account has its own container, in its colour, or its own profile; each role, if the settings say so', () =>
    tell(async ({ alice, world, code }) => {
      const accounts = '[accounts."123456789012"]\nname = "production"\ncolour = "magenta"\n'
      alice.answers = [code]
      const opened = async (browser: string, ...args: string[]) => {
        settings(alice, `${browser}\n${accounts}`)
        const { exitCode, stderr } = await alice.awsenv('console', ...args)
        assert.is(exitCode, 0, stderr)
        return alice.opened.at(-1)?.command ?? []
      }
      const containerOf = (link = '') => {
        const { url = '', ...more } = Object.fromEntries(new URLSearchParams(link.replace(/^ext\+container:/, '')))
        assert.match(url, '/federation?Action=login')
        return more
      }
      const [firefox, link] = await opened('browser = "firefox {container}"', '123456789012', 'Admin')
      assert.is(firefox, 'firefox')
      assert.equal(containerOf(link), { name: 'production', color: 'purple', icon: 'briefcase' })
      const perRole = 'browser = "firefox {container}"\nbrowser_per = "role"'
      assert.is(containerOf((await opened(perRole, '123456789012', 'Admin'))[1])['name'], 'Admin@production')
      const named = await opened(perRole, '123456789012', 'Admin', '--container', 'Client A')
      assert.is(containerOf(named[1])['name'], 'Client A')
      const chrome = 'browser = "chrome --user-data-dir={directory} --profile-directory={profile} {url}"'
      const [, directory, profile] = await opened(chrome, world.roles.otherAdmin)
      assert.is(directory, `--user-data-dir=${alice.home}/.local/state/awsenv/browser/210987654321`)
      assert.is(profile, '--profile-directory=210987654321')
    }))

  test('a browser signs out first, where the call or the settings say so', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      const link = async (...args: string[]) =>
        new URL((await alice.awsenv('console', '123456789012', 'Admin', '--print', ...args)).script.trim())
      const out = await link('--sign-out')
      assert.equal([out.pathname, out.searchParams.get('Action')], ['/oauth', 'logout'])
      assert.ok(await landing(out.searchParams.get('redirect_uri') ?? ''))
      settings(alice, 'browser_sign_out = true\n')
      assert.is((await link()).pathname, '/oauth')
      assert.is((await link('--no-sign-out')).pathname, '/federation')
    }))

  test('an unknown service is refused before anything is asked', () =>
    tell(async ({ sandbox, alice }) => {
      const { exitCode, stderr } = await alice.awsenv('console', '123456789012', 'Admin', '--service', 'lamda')
      assert.is(exitCode, 2)
      assert.match(stderr, 'did you mean "lambda"')
      assert.is(sandbox.requests.length, 0)
    }))

  test('a login is no role: the reason, and what to do', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('login')
      const { exitCode, script, stderr } = await alice.awsenv('console')
      assert.equal([exitCode, script], [1, ''])
      assert.match(stderr, 'the credentials of a login (GetSessionToken) of "alice"')
      assert.match(stderr, 'hint: the console needs a role: awsenv console ACCOUNT ROLE')
      assert.is(sandbox.count('getSigninToken'), 0)
    }))

  test('neither is a long-term key; and it is never sent', () =>
    tell(async ({ sandbox, world, alice }) => {
      Object.assign(alice.env, {
        AWS_ACCESS_KEY_ID: world.alice.accessKeyId,
        AWS_SECRET_ACCESS_KEY: world.alice.secretAccessKey,
      })
      const { exitCode, stderr } = await alice.awsenv('console')
      assert.is(exitCode, 1)
      assert.match(stderr, 'the credentials of a long-term key')
      assert.equal(sandbox.requests, [])
    }))

  test('without a role, or with one that has expired, the status is 3', () =>
    tell(async ({ sandbox, alice, code }) => {
      const { exitCode, script, stderr } = await alice.awsenv('console')
      assert.equal([exitCode, script], [3, ''])
      assert.match(stderr, 'there is no role in this shell')
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      sandbox.clock.advance(3601)
      const expired = await alice.awsenv('console')
      assert.is(expired.exitCode, 3)
      assert.match(expired.stderr, 'the session of "Admin@123456789012" expired at')
    }))

  test("another tool's role will do", () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      for (const name of Object.keys(alice.env)) if (/^AWSENV_(?!SHELL)/.test(name)) delete alice.env[name]
      const { exitCode, stderr } = await alice.awsenv('console')
      assert.is(exitCode, 0, stderr)
      assert.match(
        stderr,
        /the console of Admin@123456789012 opens in your browser, until \d\d:\d\d \((?:1h|59m)\); --print/,
      )
    }))

  test('a region of another partition, or what is none, is no place to open', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      const foreign = await alice.awsenv('console', world.roles.admin, '--region', 'cn-north-1')
      assert.equal([foreign.exitCode, foreign.script], [2, ''])
      assert.match(foreign.stderr, 'the console of Admin@123456789012 has no region "cn-north-1"')
      await alice.inShell('assume', '123456789012', 'Admin')
      alice.env['AWS_REGION'] = 'evil.test/'
      for (const command of ['console', 'whoami']) {
        const { exitCode, stderr } = await alice.awsenv(command)
        assert.is(exitCode, 2)
        assert.match(stderr, 'AWS_REGION: "evil.test/" is not a region')
      }
      assert.equal([alice.opened, sandbox.count('getSigninToken')], [[], 0])
    }))

  for (const args of [
    ['--service', '../x'],
    ['--region', 'x@evil'],
    ['--from', 'default'],
    ['--refresh'],
    ['--duration', '1h'],
    ['--min-ttl', '5m'],
    ['--tag', 'a=b'],
  ]) {
    test(`is misused by ${args.join(' ')}, before any request`, () =>
      tell(async ({ sandbox, alice, code }) => {
        alice.answers = [code]
        await alice.inShell('assume', '123456789012', 'Admin')
        const before = sandbox.requests.length
        const { exitCode, script } = await alice.awsenv('console', ...args)
        assert.equal([exitCode, script, sandbox.requests.length], [2, '', before])
      }))
  }
})
