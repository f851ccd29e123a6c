/** What lies ready for the hooks after a call, and when nothing does. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { HARMLESS, SURROUNDINGS } from '../../../src/credentials/ready/steering.ts'
import { keyOf, type Story, tell } from '../../commands/story.ts'
import { describe } from '../../support/describe.ts'
import type { Machine } from '../../support/fake-context.ts'

const CONFIRMED = '[accounts.123456789012]\nname = "production"\nconfirm = true\n'
const SESSION = 'a session'

describe('credentials/ready: what is kept', test => {
  test('after an assume by a hook: the session, the call and unset, for nobody but the user', () =>
    inHook(async ({ alice }) => {
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.equal(kept(alice), ['assume==123456789012=Admin', SESSION, 'unset'])
      for (const name of names(alice)) {
        assert.is(statSync(join(directory(alice), name)).mode & 0o777, 0o600, name)
        assert.is(
          text(alice, name).includes(alice.env['AWS_SECRET_ACCESS_KEY'] ?? ''),
          name.startsWith('session='),
          name,
        )
      }
      assert.is(statSync(directory(alice)).mode & 0o7777, 0o1700)
    }))

  test('the calls of a shell in a role are other ones, and so is the call for the role before', () =>
    inHook(async ({ alice }) => {
      await alice.inShell('assume', 'one')
      await alice.inShell('assume', 'two')
      await alice.inShell('assume', '-')
      const back = `assume=default=-=${Buffer.from('["one"]').toString('base64url')}`
      assert.equal(kept(alice), ['assume==one', back, 'assume=default=two', SESSION, SESSION, 'unset'])
    }))

  for (const [what, other, left] of [
    ['a bare call', () => ({ hook: undefined }), []],
    ['AWSENV_READY=0', () => ({ env: { AWSENV_READY: '0' } }), []],
    ['ready = false', () => ({ settings: 'ready = false\n' }), []],
    ['an account to be confirmed', () => ({ settings: CONFIRMED }), []],
    ['a variable that steers', () => ({ env: { AWS_NEW: '1' } }), []],
    ['a proxy with a password', () => ({ env: { HTTPS_PROXY: 'http://me:secret@p:1' } }), []],
    ['no awsenv on the PATH', () => ({ env: { PATH: '/nowhere' } }), [SESSION]],
    ['a relative folder on the PATH', (path: string) => ({ env: { PATH: `.:${path}` } }), [SESSION]],
  ] as const) {
    test(`nothing to answer by: ${what}`, () =>
      inHook(async ({ alice }) => {
        const { settings: lines, env, ...machine }: Other = other(alice.env['PATH'] ?? '')
        if (lines !== undefined) settings(alice, lines)
        Object.assign(alice, machine)
        Object.assign(alice.env, env)
        alice.answers.push('production')
        const { exitCode, stderr } = await alice.inShell('assume', 'one')
        assert.is(exitCode, 0, stderr)
        assert.equal(kept(alice), left)
      }))
  }

  test('a harmless variable changes nothing', () =>
    inHook(async ({ alice }) => {
      for (const name of HARMLESS) alice.env[name] = 'x'
      await alice.inShell('assume', 'one')
      assert.equal(kept(alice), ['assume==one', SESSION, 'unset'])
    }))

  for (const option of ['--region=us-east-1', '--refresh', '--duration=15m', '--from=default', '--min-ttl=15m']) {
    test(`a call with ${option} is no answer for a call without`, () =>
      inHook(async ({ alice }) => {
        await alice.inShell('assume', '123456789012', 'Admin', option)
        assert.equal(kept(alice), [SESSION, 'unset'])
      }))
  }

  test('a login is not kept, and neither is a call in a shell that has one', () =>
    inHook(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('login', '--refresh')
      assert.equal(kept(alice), [])
      await alice.inShell('assume', 'one')
      assert.equal(kept(alice), [SESSION, 'unset'])
    }))

  test('where the user has changed what awsenv set, the answer is for this shell alone', () =>
    inHook(async ({ alice }) => {
      await alice.inShell('assume', 'one')
      alice.env['AWS_REGION'] = 'us-east-1'
      await alice.inShell('assume', 'two')
      assert.equal(kept(alice), ['assume==one', SESSION, SESSION, 'unset'])
    }))

  test('a warning on the way is to be said each time', () =>
    inHook(async ({ alice }) => {
      const config = readFileSync(join(alice.home, '.aws/config'), 'utf8')
      alice.write('config', `${config}region = eu-west-1\nregion = eu-west-1\n`)
      assert.match((await alice.inShell('assume', 'two')).stderr, 'warning')
      assert.not.ok(
        kept(alice).some(name => name.startsWith('assume')),
        kept(alice).join(),
      )
    }))

  test('a file that changed while awsenv was at work is nothing to go by', () =>
    inHook(async ({ alice, sandbox }) => {
      utimesSync(join(alice.home, '.aws/config'), new Date(), new Date(sandbox.clock.now() + 60_000))
      await alice.inShell('assume', 'one')
      assert.equal(kept(alice), [SESSION])
    }))

  for (const words of [['clear'], ['clear', '--all']]) {
    test(`${words.join(' ')} takes the session away`, () =>
      inHook(async ({ alice }) => {
        await alice.inShell('assume', 'one')
        await alice.inShell(...words)
        assert.equal(names(alice), [])
      }))
  }

  test('clear leaves the sessions of other roles', () =>
    inHook(async ({ alice }) => {
      await alice.inShell('assume', 'one')
      const one = alice.env['AWS_ACCESS_KEY_ID'] ?? ''
      await alice.inShell('assume', 'two')
      await alice.inShell('clear')
      assert.equal(
        names(alice).filter(name => name.startsWith('session=')),
        names(alice).filter(name => name.endsWith(`=${one}`)),
      )
      assert.is(names(alice).filter(name => name.startsWith('session=')).length, 1)
    }))

  test('a session that another has taken the place of is taken away, whoever asked for it', () =>
    inHook(async ({ alice }) => {
      await alice.inShell('assume', 'one')
      const before = alice.env['AWS_ACCESS_KEY_ID'] ?? ''
      alice.hook = undefined
      await alice.awsenv('exec', '--refresh', 'one', 'true')
      assert.equal(
        names(alice).filter(name => name.includes(before)),
        [],
      )
    }))

  test('a session that has ended is taken away by the next command, whichever it is', () =>
    inHook(async ({ alice, sandbox }) => {
      await alice.inShell('assume', 'one')
      sandbox.clock.advance(3_700)
      await alice.awsenv('status')
      assert.equal(names(alice), [])
    }))

  test('ready = false takes away what was there', () =>
    inHook(async ({ alice }) => {
      await alice.inShell('assume', 'one')
      settings(alice, 'ready = false\n')
      await alice.inShell('assume', 'one')
      assert.equal(names(alice), [])
    }))

  test('a directory that is open to others gets nothing', () =>
    inHook(async ({ alice }) => {
      mkdirSync(directory(alice), { recursive: true })
      chmodSync(directory(alice), 0o755)
      assert.is((await alice.inShell('assume', 'one')).exitCode, 0)
      assert.equal(names(alice), [])
    }))

  test('the hooks know the same harmless variables, and compare the same surroundings', () => {
    for (const extension of ['bash', 'zsh', 'fish', 'ps1']) {
      const hook = readFileSync(`shell/awsenv.${extension}`, 'utf8')
      const ready = hook.slice(hook.indexOf('\n# Ready: '), hook.indexOf('\n# Prompt: '))
      const named = new Set(ready.match(/\b[A-Za-z_]+\b/g))
      for (const name of [...HARMLESS, ...SURROUNDINGS]) assert.ok(named.has(name), `${extension}: ${name}`)
    }
  })

  test('none of the harmless variables means anything to an answer', () => {
    const sources = readdirSync('src', { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.parentPath.endsWith('credentials/ready'))
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    const ofHooks = ['AWSENV_PICKER', 'AWSENV_READY', 'AWSENV_RENEW', 'AWSENV_SHELL']
    for (const name of HARMLESS.filter(name => !ofHooks.includes(name)))
      assert.not(
        sources.some(source => new RegExp(`\\b${name}\\b`).test(source)),
        name,
      )
  })
})

type Other = { settings?: string; hook?: undefined; env?: Record<string, string> }

/** A story whose shell has the hook, whose files were there before, and in which the role has been asked for. */
function inHook(body: (story: Story) => Promise<void>): Promise<void> {
  return tell(async story => {
    const { alice, sandbox, world } = story
    delete alice.env['AWS_ENDPOINT_URL']
    alice.write('credentials', keyOf('default', world.alice))
    const profile = (name: string, role: string) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${role}\nsource_profile = default\n`
    alice.write(
      'config',
      `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\nendpoint_url = ${sandbox.url}\n${profile('one', 'Admin')}${profile('two', 'Team')}`,
    )
    mkdirSync(join(alice.home, 'bin'))
    writeFileSync(join(alice.home, 'bin/awsenv'), '', { mode: 0o755 })
    alice.env['PATH'] = join(alice.home, 'bin')
    settings(alice, '')
    alice.answers = [story.code]
    await alice.awsenv('login')
    alice.hook = 'bash'
    await body(story)
  })
}

/** Requests go to this machine without a word. */
function settings({ home }: Machine, lines: string): void {
  mkdirSync(join(home, '.config/awsenv'), { recursive: true })
  writeFileSync(join(home, '.config/awsenv/config.toml'), `endpoints = ["127.0.0.1"]\n${lines}`)
}

function directory({ runtime }: Machine): string {
  return join(runtime, 'awsenv/ready')
}

function names(alice: Machine): readonly string[] {
  return existsSync(directory(alice)) ? readdirSync(directory(alice)).sort() : []
}

function text(alice: Machine, name: string): string {
  return readFileSync(join(directory(alice), name), 'utf8')
}

/** Without the stamps. */
function kept(alice: Machine): readonly string[] {
  return names(alice)
    .filter(name => !name.startsWith('stamp='))
    .map(name => (/^session=[0-9a-f]{32}=ASIA[A-Z0-9]+$/.test(name) ? SESSION : name))
}
