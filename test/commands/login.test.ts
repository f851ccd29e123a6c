import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { keyOf, type Story, tell } from './story.ts'

describe('commands/login', test => {
  test('asks for one code, and puts the session into the shell', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      const { exitCode, stderr, questions } = await alice.inShell('login')
      assert.is(exitCode, 0, stderr)
      assert.equal(questions, [`MFA code of ${world.alice.mfaSerial}: `])
      assert.match(alice.env['AWS_ACCESS_KEY_ID'] ?? '', /^ASIA/)
      assert.is(alice.env['AWSENV_ROLE'], 'mfa@123456789012')
      assert.is(alice.env['AWS_REGION'], 'eu-central-1')
      assert.match(stderr, /you were the key \*\*\*\*\w{4}; you are alice with MFA/)
      assert.equal(
        sandbox.requests.map(({ action }) => action),
        ['GetCallerIdentity', 'GetSessionToken'],
      )
      assert.is(sandbox.requests[1]?.parameters['DurationSeconds'], '43200')
    }))

  test("the first user: yesterday's key in [default] and in the environment, the lasting one in credentials.bk", () =>
    tell(async ({ world, alice, code }) => {
      const stale = { accessKeyId: 'ASIASTALESTALESTALE1', secretAccessKey: 'stale/secret' }
      alice.write('credentials', keyOf('default', stale, 'stale-session-token'))
      alice.write('credentials.bk', keyOf('default', world.alice))
      Object.assign(alice.env, {
        AWS_ACCESS_KEY_ID: 'ASIAOLDEROLDEROLDER1',
        AWS_SECRET_ACCESS_KEY: 'older',
        AWS_SESSION_TOKEN: 'older-token',
      })
      const before = { ...alice.env }
      alice.answers = ['', code]
      const login = await alice.inShell('login')
      assert.is(login.exitCode, 0, login.stderr)
      assert.match(login.stderr, 'of the environment is temporary')
      assert.match(login.stderr, 'of profile "default" is temporary')
      assert.match(
        login.questions[0] ?? '',
        /Use the long-term key \*\*\*\*\w{4} of \[default\] in ".*credentials\.bk"\? \[Y\/n\]/,
      )
      const assume = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(assume.exitCode, 0, assume.stderr)
      assert.equal(assume.questions, [])
      const unset = await alice.inShell('unset')
      assert.is(unset.exitCode, 0, unset.stderr)
      assert.equal(alice.env, before)
    }))

  test('the first user may say no, and then nothing has happened', () =>
    tell(async ({ sandbox, world, alice }) => {
      alice.write('credentials', keyOf('default', { accessKeyId: 'ASIASTALESTALESTALE1', secretAccessKey: 'x' }, 'y'))
      alice.write('credentials.bk', keyOf('default', world.alice))
      alice.answers = ['n']
      const { exitCode, stderr } = await alice.inShell('login')
      assert.is(exitCode, 1)
      assert.match(stderr, 'nothing has changed')
      assert.is(sandbox.count('GetSessionToken'), 0)
    }))

  test('a second login, in another shell, needs no code', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      const fresh = { ...alice.env }
      await alice.inShell('login')
      alice.env = fresh
      assert.is((await alice.inShell('login')).exitCode, 0)
      assert.is(sandbox.count('GetSessionToken'), 1)
    }))

  test('--refresh asks again', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code, code]
      await alice.inShell('login')
      assert.is((await alice.inShell('login', '--refresh')).exitCode, 0)
      assert.is(sandbox.count('GetSessionToken'), 2)
    }))

  test('--duration is asked for, and a shorter session that is cached does not do', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code, code]
      assert.is((await alice.inShell('login', '--duration', '1h30m')).exitCode, 0)
      assert.is((await alice.inShell('login', '--duration', '1h')).exitCode, 0)
      assert.is((await alice.inShell('login', '--duration', '8h')).exitCode, 0)
      assert.equal(
        sandbox.requests
          .filter(({ action }) => action === 'GetSessionToken')
          .map(({ parameters }) => parameters['DurationSeconds']),
        ['5400', '28800'],
      )
    }))

  for (const [how, prepare] of Object.entries({
    '--mfa-stdin': (story: { alice: { stdin: string[] }; code: () => string }) => {
      story.alice.stdin = [story.code()]
      return ['--mfa-stdin']
    },
    AWSENV_MFA_CODE: (story: { alice: { env: Record<string, string | undefined> }; code: () => string }) => {
      story.alice.env['AWSENV_MFA_CODE'] = story.code()
      return []
    },
    mfa_process: (story: {
      alice: { commandLines: Record<string, () => string>; write(name: 'config', text: string): void }
      code: () => string
      world: { alice: { mfaSerial: string } }
    }) => {
      story.alice.write(
        'config',
        `[default]\nmfa_serial = ${story.world.alice.mfaSerial}\nmfa_process = totp --for me\n`,
      )
      story.alice.commandLines = { 'totp --for me': () => `${story.code()}\n` }
      return []
    },
  })) {
    test(`the code comes from ${how}, without a terminal`, () =>
      tell(async story => {
        story.alice.hasTerminal = false
        const { exitCode, stderr, questions } = await story.alice.inShell('login', ...prepare(story as never))
        assert.is(exitCode, 0, stderr)
        assert.equal(questions, [])
      }))
  }

  test('the full-width digits of a Japanese keyboard are digits', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [() => code().replace(/\d/g, digit => String.fromCharCode(0xff10 + Number(digit)))]
      assert.is((await alice.inShell('login')).exitCode, 0)
    }))

  test('the device is found by IAM where none is configured, and remembered', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.write('config', '[default]\nregion = eu-central-1\n')
      alice.answers = [code, code]
      const { exitCode, stderr, questions } = await alice.inShell('login')
      assert.is(exitCode, 0, stderr)
      assert.equal(questions, [`MFA code of ${world.alice.mfaSerial}: `])
      await alice.inShell('login', '--refresh')
      assert.is(sandbox.count('ListMFADevices'), 1)
    }))

  test('of several devices the user chooses', () =>
    tell(async ({ sandbox, world, alice }) => {
      alice.write('credentials', keyOf('default', world.bob))
      alice.write('config', '[default]\nregion = eu-central-1\n')
      const [, second = ''] = world.bob.mfaSerials
      alice.answers = [() => '2', () => sandbox.nextMfaCode(second)]
      const { exitCode, stderr, questions } = await alice.inShell('login')
      assert.is(exitCode, 0, stderr)
      for (const serial of world.bob.mfaSerials) assert.match(questions[0] ?? '', serial)
    }))

  test('a user without a device is told what to do', () =>
    tell(async ({ world, alice }) => {
      alice.write('credentials', keyOf('default', world.carol))
      alice.write('config', '[default]\nregion = eu-central-1\n')
      const { exitCode, stderr, script } = await alice.awsenv('login')
      assert.is(exitCode, 1)
      assert.match(stderr, 'no MFA device')
      assert.match(stderr, '--mfa-serial')
      assert.is(script, '(exit 1)\n')
    }))

  test('a wrong code is asked for again, three times at most', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = ['000000', code]
      assert.is((await alice.inShell('login')).exitCode, 0)
      alice.answers = ['000001', '000002', '000003', 'never']
      const { exitCode, stderr, questions } = await alice.inShell('login', '--refresh')
      assert.is(exitCode, 1)
      assert.is(questions.length, 3)
      assert.match(stderr, 'refused the code')
      assert.is(sandbox.count('GetSessionToken'), 5)
    }))

  test('the same code is never sent twice, by this process or the next', () =>
    tell(async ({ sandbox, alice, code }) => {
      const one = code()
      alice.answers = [one]
      await alice.inShell('login')
      alice.answers = [one, one, one]
      const { exitCode, stderr } = await alice.inShell('login', '--refresh')
      assert.is(exitCode, 1)
      assert.match(stderr, /used already.*wait for the next/)
      assert.is(sandbox.count('GetSessionToken'), 1)
    }))

  test('an mfa_process that repeats itself is made to wait for the next window', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('config', `[default]\nmfa_serial = ${world.alice.mfaSerial}\nmfa_process = totp\n`)
      const codes = [code()]
      alice.commandLines = { totp: () => codes[0] ?? '' }
      await alice.inShell('login')
      alice.commandLines = { totp: () => codes.pop() ?? code() }
      const { exitCode, stderr } = await alice.inShell('login', '--refresh')
      assert.is(exitCode, 0, stderr)
      assert.is(alice.slept.length, 1)
      assert.ok((alice.slept[0] ?? 0) <= 30_000)
    }))

  test('an mfa_process is never shown: the seed of the device may stand in it', () =>
    tell(async ({ world, alice }) => {
      const commandLine = 'oathtool --totp --base32 JBSWY3DPEHPK3PXP'
      alice.write('config', `[default]\nmfa_serial = ${world.alice.mfaSerial}\nmfa_process = ${commandLine}\n`)
      alice.commandLines = { [commandLine]: () => 'no code' }
      const { exitCode, stderr } = await alice.inShell('login', '--debug')
      assert.is(exitCode, 1)
      assert.match(stderr, 'mfa_process')
      assert.not.match(stderr, 'JBSWY3DPEHPK3PXP')
    }))

  for (const malformed of ['12345', '1234567', 'abcdef', '12 34']) {
    test(`the malformed code "${malformed}" is never sent`, () =>
      tell(async ({ sandbox, alice }) => {
        alice.answers = [malformed, malformed, malformed]
        const { exitCode, stderr } = await alice.inShell('login')
        assert.is(exitCode, 1)
        assert.match(stderr, 'six digits')
        assert.is(sandbox.count('GetSessionToken'), 0)
      }))
  }

  for (const [what, answer] of [
    ['Ctrl-D', undefined],
    ['Enter alone', ''],
  ] as const) {
    test(`${what} at the question ends it, with nothing changed`, () =>
      tell(async ({ sandbox, alice }) => {
        alice.answers = [answer]
        const { exitCode, stderr, script } = await alice.awsenv('login')
        assert.is(exitCode, 1)
        assert.match(stderr, 'no MFA code was given')
        assert.is(script, '(exit 1)\n')
        assert.is(sandbox.count('GetSessionToken'), 0)
      }))
  }

  for (const [what, give] of [
    ['in AWSENV_MFA_CODE', (alice: Machine, code: string) => void Object.assign(alice.env, { AWSENV_MFA_CODE: code })],
    ['on stdin', (alice: Machine, code: string) => void alice.stdin.push(code)],
  ] as const) {
    test(`with a code at hand, ${what}, whose key it is is asked beside GetSessionToken: two round trips to a role`, () =>
      tell(async ({ sandbox, alice, code }) => {
        give(alice, code())
        sandbox.fail({ action: 'GetCallerIdentity', how: { delay: DELAY } })
        const options = what === 'on stdin' ? ['--mfa-stdin'] : []
        const { exitCode, stderr } = await alice.awsenv('assume', '123456789012', 'Admin', ...options)
        assert.is(exitCode, 0, stderr)
        const at = (action: string) => sandbox.requests.find(request => request.action === action)?.at ?? Number.NaN
        assert.is(sandbox.requests.length, 3)
        assert.ok(at('GetSessionToken') - at('GetCallerIdentity') < DELAY)
        assert.ok(at('AssumeRole') - at('GetCallerIdentity') >= DELAY)
        assert.is(sandbox.requests.at(-1)?.parameters['RoleSessionName'], 'alice')
      }))
  }

  test('a code that went out with a key that AWS refuses is good for the right one', () =>
    tell(async ({ world, alice, code }) => {
      alice.env['AWSENV_MFA_CODE'] = code()
      for (const wrong of [
        { accessKeyId: 'AKIAUNKNOWNUNKNOWN01', secretAccessKey: 'x'.repeat(40) },
        { accessKeyId: world.alice.accessKeyId, secretAccessKey: 'x'.repeat(40) },
      ]) {
        alice.write('credentials', keyOf('default', wrong))
        const { exitCode, stderr } = await alice.awsenv('login')
        assert.is(exitCode, 1)
        assert.match(stderr, /does not know the key|secret access key doesn't belong/)
      }
      alice.write('credentials', keyOf('default', world.alice))
      const { exitCode, stderr } = await alice.awsenv('login')
      assert.is(exitCode, 0, stderr)
    }))

  test('who asked is named where the request with the code is refused', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.env['AWSENV_MFA_CODE'] = code()
      const refusal = { status: 403, code: 'AccessDenied', message: 'no' }
      sandbox.fail({ action: 'GetSessionToken', how: { refusal } })
      const { exitCode, stderr } = await alice.awsenv('login')
      assert.is(exitCode, 1)
      assert.match(stderr, '"arn:aws:iam::123456789012:user/alice"')
    }))

  test('a temporary key never goes to GetSessionToken', () =>
    tell(async ({ sandbox, alice }) => {
      alice.write('credentials', keyOf('default', { accessKeyId: 'ASIATEMPTEMPTEMPTEMP', secretAccessKey: 'x' }, 'y'))
      const { exitCode, stderr } = await alice.awsenv('login')
      assert.is(exitCode, 1)
      assert.match(stderr, 'temporary, but a login needs a long-term key')
      assert.equal(
        sandbox.requests.map(({ action }) => action),
        [],
      )
    }))

  test('a key that AWS refuses is told before a code is asked for', () =>
    tell(async ({ alice }) => {
      alice.write(
        'credentials',
        keyOf('default', { accessKeyId: 'AKIAUNKNOWNUNKNOWN01', secretAccessKey: 'x'.repeat(40) }),
      )
      const { exitCode, stderr, questions } = await alice.awsenv('login')
      assert.is(exitCode, 1)
      assert.equal(questions, [])
      assert.match(stderr, 'does not know the key ****WN01')
    }))

  test('the clock of the machine may be off by an hour either way, and the expiry is right on it', async () => {
    for (const error of [3_600_000, -3_600_000]) {
      await tell(async ({ sandbox, alice, code }) => {
        // AWS's clock moves, and this machine's stays.
        sandbox.clock.advance(-error / 1000)
        alice.clockError = error
        alice.answers = [code]
        const { exitCode, stderr } = await alice.inShell('login')
        assert.is(exitCode, 0, stderr)
        const left = Number(alice.env['AWSENV_EXPIRES']) - (sandbox.clock.now() + error) / 1000
        assert.ok(Math.abs(left - 43_200) < 60, `${left} s left on this machine's clock`)
      })
    }
  })

  /** A consultant's files: a key for each client, and none that is the usual one. */
  const ofClients = (world: Story['world']) =>
    keyOf('acme', { accessKeyId: 'AKIAACMEACMEACMEACME', secretAccessKey: 'x'.repeat(40) }) +
    keyOf('globex', world.alice) +
    keyOf('initech', { accessKeyId: 'AKIAINITECHINITECHIN', secretAccessKey: 'x'.repeat(40) })

  test('3.4 of several keys and no [default], the person chooses', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', ofClients(world))
      alice.write('config', `[profile acme]\n[profile globex]\nmfa_serial = ${world.alice.mfaSerial}\n`)
      alice.answers = ['2', code]
      const { exitCode, stderr, questions } = await alice.inShell('login')
      assert.is(exitCode, 0, stderr)
      assert.match(
        questions[0] ?? '',
        /Which key is to log in\?\n {2}1 {2}profile "acme" \(\*{4}ACME\)\n {2}2 {2}profile "globex"/,
      )
      assert.match(alice.env['AWSENV_FROM'] ?? '', 'globex')
      alice.env = { ...alice.env, AWSENV_FROM: undefined }
      await alice.inShell('unset')
      alice.answers = ['4']
      const none = await alice.inShell('login')
      assert.is(none.exitCode, 1)
      assert.match(none.stderr, 'no key was chosen: nothing has changed')
    }))

  test('3.4 where nobody can be asked, the names are told, and how to name one', () =>
    tell(async ({ world, alice }) => {
      alice.write('credentials', ofClients(world))
      alice.write('config', '')
      alice.hasTerminal = false
      const { exitCode, stderr } = await alice.inShell('login')
      assert.is(exitCode, 75)
      for (const name of ['acme', 'globex', 'initech']) assert.match(stderr, `profile "${name}"`)
      assert.match(stderr, 'hint: name its profile: awsenv login PROFILE')
      assert.not.match(stderr, '--from')
    }))

  test('3.4 the only key there is logs in, whatever its name', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', keyOf('globex', world.alice))
      alice.write('config', `[profile globex]\nmfa_serial = ${world.alice.mfaSerial}\n`)
      alice.answers = [code]
      const { exitCode, stderr, questions } = await alice.inShell('login')
      assert.is(exitCode, 0, stderr)
      assert.is(questions.length, 1)
    }))

  /** What other tools leave behind, and the command that brings the key over. */
  const TRACES: Readonly<Record<string, readonly [prepare: (alice: Story['alice']) => void, said: string]>> = {
    "aws-vault's profile with a process": [
      alice =>
        alice.write('config', '[profile work]\ncredential_process = /usr/local/bin/aws-vault exec --json work\n'),
      'aws-vault has been used here ("work"): awsenv import aws-vault',
    ],
    "aws-vault's files": [
      alice => {
        mkdirSync(join(alice.home, '.awsvault', 'keys'), { recursive: true })
        for (const name of ['one', 'two', 'sts.GetSessionToken,b25l,,1700000000'])
          writeFileSync(join(alice.home, '.awsvault', 'keys', name), '')
      },
      'aws-vault has been used here ("one", "two"): awsenv import aws-vault',
    ],
    "aws-vault's keyring": [
      alice => {
        mkdirSync(join(alice.home, '.local/share/keyrings'), { recursive: true })
        writeFileSync(join(alice.home, '.local/share/keyrings/awsvault.keyring'), '')
      },
      'aws-vault has been used here: ',
    ],
    "granted's profile with a process": [
      alice =>
        alice.write('config', '[profile work]\ncredential_process = granted credential-process --profile=work\n'),
      'granted has been used here ("work"): awsenv import granted',
    ],
    "granted's keys of a profile": [
      alice => alice.write('config', '[profile corp]\ngranted_sso_start_url = https://corp.awsapps.com/start\n'),
      'granted has been used here ("corp")',
    ],
    "granted's folder": [
      alice => mkdirSync(join(alice.home, '.granted')),
      'granted has been used here: awsenv import granted',
    ],
    "awsume's folder": [alice => mkdirSync(join(alice.home, '.awsume')), 'awsume has been used here'],
  }

  for (const [title, [prepare, said]] of Object.entries(TRACES)) {
    test(`3.7 without a key, ${title} is seen, and the way to bring it over is told`, () =>
      tell(async ({ alice }) => {
        alice.write('credentials', '')
        alice.write('config', '')
        assert.match((await alice.inShell('login')).stderr, 'awsenv keys add')
        prepare(alice)
        for (const call of [['login'], ['assume', '123456789012', 'Admin']]) {
          const { exitCode, stderr } = await alice.inShell(...call)
          assert.is(exitCode, 1)
          assert.match(stderr, 'no access key was found to start from')
          assert.match(stderr, said)
        }
        assert.equal(alice.ran, [])
      }))
  }
})

/** In milliseconds. */
const DELAY = 1_500
