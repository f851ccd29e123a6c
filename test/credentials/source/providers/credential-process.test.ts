import * as assert from 'uvu/assert'
import { credentialsOf, issueSession } from '../../../../tools/sandbox/session.ts'
import { keyOf, type Story, tell } from '../../../commands/story.ts'
import { describe } from '../../../support/describe.ts'

describe('credentials/providers/credential-process', test => {
  /** alice's key comes from a program; `prints` is what it prints. */
  const byProcess = (prints: (story: Story) => unknown, body: (story: Story) => Promise<void>) =>
    tell(async story => {
      const { alice, world } = story
      alice.write('credentials', keyOf('idle', world.carol))
      alice.write(
        'config',
        `[default]\nregion = eu-central-1\n[profile tool]\ncredential_process = get-key --for alice\nmfa_serial = ${world.alice.mfaSerial}\n` +
          `[profile open]\nrole_arn = ${world.roles.open}\nsource_profile = tool\n` +
          `[profile admin]\nrole_arn = ${world.roles.admin}\nsource_profile = tool\n`,
      )
      const text = () => {
        const answer = prints(story)
        return typeof answer === 'string' ? answer : JSON.stringify(answer)
      }
      alice.commandLines['get-key --for alice'] = text
      await body(story)
    })
  const longTerm = ({ world: { alice } }: Story) => ({
    Version: 1,
    AccessKeyId: alice.accessKeyId,
    SecretAccessKey: alice.secretAccessKey,
  })
  const session = ({ sandbox, world }: Story) => {
    const identity = sandbox.world.user(world.alice.arn)
    return { Version: 1, ...credentialsOf(issueSession(sandbox.world, sandbox.clock.now(), 3600, { identity })) }
  }

  test('a role is assumed with the temporary key that the program prints; it runs when there is nothing in the cache', () =>
    byProcess(session, async ({ sandbox, alice, world }) => {
      const { exitCode, stderr } = await alice.inShell('assume', 'open')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWSENV_FROM']], [world.roles.open, 'tool'])
      assert.is((await alice.inShell('assume', 'open')).exitCode, 0)
      assert.equal(alice.ran, ['get-key --for alice'], 'once')
      assert.is(sandbox.count('GetSessionToken'), 0)
      const long = await alice.awsenv('assume', 'open', '--duration', '2h')
      assert.match(
        long.stderr,
        /the key \*{4}\w{4} of profile "tool" \(credential_process\) is temporary, and AWS then allows/,
      )
    }))

  test('a long-term key logs in with MFA, like one of the files', () =>
    byProcess(longTerm, async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', 'admin')
      assert.is(exitCode, 0, stderr)
      assert.is((await alice.inShell('assume', 'open')).exitCode, 0)
      assert.is(sandbox.count('GetSessionToken'), 1)
      assert.is((await alice.inShell('login', 'tool')).exitCode, 0)
      assert.is(alice.env['AWSENV_ROLE'], 'mfa@123456789012')
    }))

  test('at a prompt it is not run to renew a role: it may ask a question', () =>
    byProcess(session, async ({ sandbox, alice }) => {
      await alice.inShell('assume', 'open')
      sandbox.clock.advance(3_400)
      const { exitCode, stderr } = await alice.inShell('renew')
      assert.is(exitCode, 75)
      assert.match(stderr, 'open is not renewed: it takes a command of yours, such as "mfa_process"')
      assert.is(alice.ran.length, 1)
    }))

  test('a temporary key does not log in', () =>
    byProcess(session, async ({ alice }) => {
      const { exitCode, stderr } = await alice.awsenv('login', 'tool')
      assert.is(exitCode, 1)
      assert.match(stderr, 'is temporary, but a login needs a long-term key')
    }))

  test('the program sees the environment as it was before awsenv, and whose program it is', () =>
    byProcess(session, async ({ alice }) => {
      const { 'get-key --for alice': print = () => '' } = alice.commandLines
      const seen: (readonly (string | undefined)[])[] = []
      alice.commandLines['get-key --for alice'] = env => {
        seen.push([env['AWS_ACCESS_KEY_ID'], env['AWSENV_ROLE'], env['_AWSENV_CHAIN']])
        return print(env)
      }
      await alice.inShell('assume', 'open')
      await alice.inShell('assume', 'open', '--refresh')
      assert.equal(seen, [
        [undefined, undefined, 'tool'],
        [undefined, undefined, 'tool'],
      ])
    }))

  test('a program that asks awsenv for itself is stopped, and so is the fifth of a row', () =>
    byProcess(session, async ({ alice }) => {
      for (const [chain, said] of [
        ['tool', 'asks awsenv for itself: "tool" -> "tool"'],
        ['a,b,c,d', 'more than 4 credential processes call each other: "a" -> "b" -> "c" -> "d" -> "tool"'],
      ] as const) {
        alice.env['_AWSENV_CHAIN'] = chain
        const { exitCode, stderr } = await alice.awsenv('assume', 'open')
        assert.is(exitCode, 1)
        assert.match(stderr, said)
      }
      assert.equal(alice.ran, [])
      alice.env['_AWSENV_CHAIN'] = 'a,b,c'
      assert.is((await alice.awsenv('assume', 'open')).exitCode, 0)
    }))

  for (const args of [
    ['assume', '123456789012', 'Open', '--from', 'idle'],
    ['assume', 'nobody'],
    ['assume', 'tol'],
    ['whoami'],
    ['whoami', '--offline'],
    ['status'],
    ['config', 'dump', '--json'],
    ['unset'],
    ['clear', '--all'],
  ]) {
    test(`a program of another profile is not run by: awsenv ${args.join(' ')}`, () =>
      byProcess(session, async ({ alice }) => {
        await alice.awsenv(...args)
        assert.equal(alice.ran, [])
      }))
  }

  test('a static key beside it goes first', () =>
    byProcess(session, async ({ alice, world, code }) => {
      alice.write('credentials', keyOf('tool', world.alice))
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('assume', 'admin')
      assert.is(exitCode, 0, stderr)
      assert.equal(alice.ran, [])
    }))

  const SECRET = 'shhh/this+is/a+secret/of/forty/letters=='
  const good = { Version: 1, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: SECRET }
  for (const [what, answer, said] of [
    ['nothing', '', 'it is not JSON'],
    ['a secret and no JSON', `{"SecretAccessKey": "${SECRET}"`, 'it is not JSON'],
    ['a list', [good], 'it is not a JSON object'],
    ['null', null, 'it is not a JSON object'],
    ['no version', { ...good, Version: undefined }, '"Version" is not 1'],
    ['another version', { ...good, Version: 2 }, '"Version" is not 1'],
    ['a version in quotes', { ...good, Version: '1' }, '"Version" is not 1'],
    ['no key id', { ...good, AccessKeyId: undefined }, 'the access key id is missing or malformed'],
    [
      'a number for a key id',
      { ...good, AccessKeyId: 1_234_567_890_123_456 },
      'the access key id is missing or malformed',
    ],
    [
      'a command in the key id',
      { ...good, AccessKeyId: 'AKIA$(touch PWNED)XX' },
      'the access key id is missing or malformed',
    ],
    ['no secret', { ...good, SecretAccessKey: '' }, 'the secret access key is missing or malformed'],
    [
      'a line break in the secret',
      { ...good, SecretAccessKey: `${SECRET}\nexport X=1` },
      'the secret access key is missing',
    ],
    [
      'a quote in the session token',
      { ...good, SessionToken: `'; touch PWNED; '${SECRET}` },
      'the session token is missing or',
    ],
    [
      'a temporary key without its session token',
      { ...good, AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
      'the session token is missing',
    ],
    ['an expiration that is past', { ...good, Expiration: '2001-01-01T00:00:00Z' }, 'the key has already expired'],
    [
      'an expiration without offset',
      { ...good, Expiration: '2099-01-01T00:00:00' },
      'the expiration is not a time of RFC 3339',
    ],
    ['an expiration in seconds', { ...good, Expiration: 4_070_908_800 }, 'the expiration is not a time of RFC 3339'],
    [
      'an expiration on no day',
      { ...good, Expiration: '2099-13-41T00:00:00Z' },
      'the expiration is not a time of RFC 3339',
    ],
  ] as const) {
    test(`a program that prints ${what} is told so, and nothing of what it printed`, () =>
      byProcess(
        () => answer,
        async ({ sandbox, alice }) => {
          const { exitCode, stderr, script } = await alice.awsenv('assume', 'open', '--debug')
          assert.is(exitCode, 1)
          assert.match(stderr, `credential_process of profile "tool" printed something unusable: ${said}`)
          assert.not.ok(`${stderr}${script}`.includes(SECRET.slice(0, 12)))
          assert.is(sandbox.requests.length, 0)
        },
      ))
  }
})
