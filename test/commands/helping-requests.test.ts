/** Requests whose answers only help (docs/requests.md): each may fail in every way, and no command fails with it. */
import * as assert from 'uvu/assert'
import type { Fault } from '../../tools/sandbox/fault.ts'
import { describe } from '../support/describe.ts'
import { keyOf, type Story, tell } from './story.ts'

describe('2.6 requests that only help', test => {
  /** What the way to a service, or its answer, can come to. */
  const WAYS: Readonly<Record<string, (story: Story, service: 'IAM' | 'STS', action: string) => Promise<void>>> = {
    'has no address': async ({ alice }, service) => {
      await alice.awsenv('config', 'set', 'endpoints', 'awsenv.invalid')
      alice.env[`AWS_ENDPOINT_URL_${service}`] = 'https://awsenv.invalid'
    },
    'is not reached': async ({ alice }, service) => {
      alice.env[`AWS_ENDPOINT_URL_${service}`] = 'http://127.0.0.1:9'
    },
    'is refused': answering({ refusal: { status: 403, code: 'AccessDenied', message: 'no' } }),
    'has a fault': answering('error500'),
    'never answers': answering('silence'),
    'answers a web page': answering('html'),
    'answers nothing': answering('empty'),
    'answers half of it': answering('half'),
  }

  test('an IAM that is out of reach is waited for once in five minutes, and asked again by login and --refresh', () =>
    tell(async ({ sandbox, world, alice }) => {
      alice.write('config', '[default]\nregion = eu-central-1\n')
      sandbox.fail({ action: 'ListMFADevices', how: 'close' })
      const assume = async (...options: string[]) => {
        const { exitCode, stderr } = await alice.awsenv('assume', '123456789012', 'Open', ...options)
        assert.is(exitCode, 0, stderr)
        assert.match(stderr, "no MFA device is known, since IAM can't be asked")
        return sandbox.requests.filter(({ action }) => action === 'ListMFADevices').length
      }
      const asked = await assume()
      assert.ok(asked > 0)
      assert.is(await assume('--session-name=other'), asked)
      assert.ok((await assume('--refresh')) > asked)
      sandbox.recover()
      const { questions } = await alice.awsenv('login')
      assert.match(questions[0] ?? '', `MFA code of ${world.alice.mfaSerial}`)
    }))

  for (const [what, go] of Object.entries(WAYS)) {
    test(`ListMFADevices ${what}: assume goes on without a device, login says what to name`, () =>
      tell(async story => {
        const { alice } = story
        alice.write('config', '[default]\nregion = eu-central-1\n')
        await go(story, 'IAM', 'ListMFADevices')
        const assumed = await alice.awsenv('assume', '123456789012', 'Open')
        assert.is(assumed.exitCode, 0, assumed.stderr)
        if (what !== 'is refused')
          assert.match(assumed.stderr, /no MFA device is known, since IAM can't be asked.*(127|inv)/)
        const login = await alice.awsenv('login')
        assert.is(login.exitCode, 1)
        assert.match(login.stderr, '--mfa-serial')
      }))

    test(`ListAccountAliases ${what}: whoami says who one is`, () =>
      tell(async story => {
        const { alice } = story
        await go(story, 'IAM', 'ListAccountAliases')
        const { exitCode, script, stderr } = await alice.awsenv('whoami')
        assert.is(exitCode, 0, stderr)
        assert.match(script, 'user/alice')
      }))
  }

  for (const [what, go] of Object.entries(WAYS).filter(([what]) => !/address|reached/.test(what)))
    test(`GetCallerIdentity ${what}: assume and login go on`, () =>
      tell(async story => {
        const { sandbox, alice, code } = story
        await go(story, 'STS', 'GetCallerIdentity')
        alice.answers = [code]
        const login = await alice.awsenv('login')
        assert.is(login.exitCode, 0, login.stderr)
        assert.match(login.stderr, 'you are a user of account 123456789012 with MFA')
        const assumed = await alice.awsenv('assume', '123456789012', 'Admin')
        assert.is(assumed.exitCode, 0, assumed.stderr)
        assert.is(sandbox.requests.at(-1)?.parameters['RoleSessionName'], 'awsenv')
      }))

  for (const command of [['login'], ['assume', '123456789012', 'Admin']])
    test(`GetCallerIdentity never answers: ${command.join(' ')} waits for it once, and says so once`, () =>
      tell(async ({ sandbox, alice, code }) => {
        sandbox.fail({ action: 'GetCallerIdentity', how: 'silence' })
        alice.answers = [code]
        const { exitCode, stderr } = await alice.awsenv(...command)
        assert.is(exitCode, 0, stderr)
        assert.is(sandbox.count('GetCallerIdentity'), 1)
        assert.is(stderr.match(/AWS can't tell whose key this is/g)?.length, 1, stderr)
      }))

  test('a key that AWS does not know ends it before a code is asked for', () =>
    tell(async ({ alice }) => {
      alice.write(
        'credentials',
        keyOf('default', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40) }),
      )
      const { exitCode, stderr, questions } = await alice.awsenv('login')
      assert.equal([exitCode, questions], [1, []])
      assert.match(stderr, 'does not know the key')
    }))

  function answering(how: Fault) {
    return async ({ sandbox }: Story, _service: string, action: string) => sandbox.fail({ action, how })
  }
})
