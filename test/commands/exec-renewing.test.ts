import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { type Story, tell } from './story.ts'

describe('commands/exec --renewing', test => {
  const filesIn = ({ runtime }: Machine) =>
    readdirSync(join(runtime, 'awsenv')).filter(name => name.startsWith('program-'))
  const withProd = ({ alice, world }: Story) =>
    alice.write(
      'config',
      `[default]\nmfa_serial = ${world.alice.mfaSerial}\n[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\nregion = eu-west-1\noutput = json\n`,
    )

  test('the command gets no key, but a profile that asks awsenv; nothing is left afterwards', () =>
    tell(async story => {
      const { alice, world, code, sandbox } = story
      withProd(story)
      alice.answers = [code]
      alice.env['AWS_PROFILE'] = 'prod'
      let text = ''
      alice.whileProgramRuns = async ({ env }) => {
        const { AWS_CONFIG_FILE: path = '', AWS_SHARED_CREDENTIALS_FILE: credentials = '' } = env
        text = readFileSync(path, 'utf8')
        assert.is(statSync(path).mode & 0o777, 0o600)
        assert.ok(path.startsWith(alice.runtime))
        assert.not(existsSync(credentials))
        const words = /^credential_process = \S+awsenv (.*)$/m.exec(text)?.[1]?.split(' ') ?? []
        const own = alice.env
        alice.env = { ...env }
        alice.whileProgramRuns = undefined
        sandbox.clock.advance(3600)
        const { exitCode, script, stderr, questions } = await alice.awsenv(...words)
        alice.env = own
        assert.equal([exitCode, questions], [0, []], stderr)
        assert.match(JSON.parse(script).AccessKeyId, /^ASIA/)
      }
      const { exitCode, program, stderr } = await alice.awsenv('exec', '--renewing', 'prod', 'terraform', 'apply')
      assert.is(exitCode, 0, stderr)
      assert.equal(program?.call, ['terraform', 'apply'])
      const names = Object.keys(program?.env ?? {})
      const unwanted =
        /^AWS_(?:ACCESS_KEY|SECRET|SESSION|SECURITY|CREDENTIAL_(?!PROFILES_FILE)|PROFILE|DEFAULT_PROFILE|ROLE|WEB|CONTAINER)/
      assert.equal(
        names.filter(name => unwanted.test(name)),
        [],
      )
      // By these, older SDKs find the profile too, and not the user's own key in ~/.aws/credentials.
      assert.is(program?.env['AWS_CREDENTIAL_PROFILES_FILE'], program?.env['AWS_CONFIG_FILE'])
      assert.is(program?.env['AWS_SDK_LOAD_CONFIG'], '1')
      assert.equal([program?.env['AWS_REGION'], program?.env['AWS_ACCOUNT_ID']], ['eu-west-1', '123456789012'])
      assert.match(text, /\nregion = eu-west-1\noutput = json\n$/)
      for (const secret of [world.alice.secretAccessKey, world.alice.accessKeyId]) assert.not.match(text, secret)
      assert.equal(filesIn(alice), [])
    }))

  test('what a killed awsenv left behind goes with the next one; files of others stay', () =>
    tell(async story => {
      const { alice, code } = story
      withProd(story)
      alice.answers = [code]
      const folder = join(alice.runtime, 'awsenv')
      const [dead, alive, other] = [
        `program-${2 ** 22 + 1}-${'0'.repeat(16)}`,
        `program-1-${'0'.repeat(16)}`,
        'program-x',
      ]
      for (const name of [dead, alive, other]) {
        mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
        writeFileSync(join(folder, name, 'config'), 'x')
      }
      assert.is((await alice.awsenv('exec', '--renewing', 'prod', 'true')).exitCode, 0)
      assert.equal(filesIn(alice).sort(), [alive, other].sort())
    }))

  test('a command that can’t be run leaves nothing behind', () =>
    tell(async story => {
      const { alice, code } = story
      withProd(story)
      alice.answers = [code]
      alice.whileProgramRuns = () => {
        throw new Error('no such program')
      }
      assert.is((await alice.awsenv('exec', '--renewing', 'prod', 'nonsense')).exitCode, 1)
      assert.equal(filesIn(alice), [])
    }))

  test('options of the session go on into the profile', () =>
    tell(async story => {
      const { alice, code } = story
      withProd(story)
      alice.answers = [code]
      let text = ''
      alice.whileProgramRuns = ({ env }) => {
        text = readFileSync(env['AWS_CONFIG_FILE'] ?? '', 'utf8')
      }
      await alice.awsenv(
        'exec',
        '--renewing',
        '--session-name=job',
        '--region=us-east-1',
        '--duration=30m',
        'prod',
        'true',
      )
      assert.match(text, /credential-process \S+ \S+ prod .*--duration=30m.*--session-name=job/)
      assert.match(text, 'region = us-east-1')
    }))

  for (const [title, args, arrange, status, message] of [
    ['no command', ['prod'], withProd, 2, '--renewing needs a command'],
    [
      'a key that only this shell has',
      ['arn:aws:iam::123456789012:role/Admin', 'true'],
      ({ alice, world }: Story) => {
        alice.write('credentials', '')
        alice.env['AWS_ACCESS_KEY_ID'] = world.alice.accessKeyId
        alice.env['AWS_SECRET_ACCESS_KEY'] = world.alice.secretAccessKey
      },
      1,
      "only in this shell's environment",
    ],
    [
      'sessions that are kept nowhere',
      ['prod', 'true'],
      (story: Story) => {
        withProd(story)
        story.alice.env['XDG_RUNTIME_DIR'] = '/proc'
        writeFileSync(join(story.alice.runtime, `awsenv-${process.getuid?.()}`), '')
      },
      1,
      'awsenv keeps no sessions here',
    ],
  ] as const) {
    test(`${title}: refused, and nothing is run`, () =>
      tell(async story => {
        arrange(story)
        story.alice.answers = [story.code]
        const { exitCode, program, stderr } = await story.alice.awsenv('exec', '--renewing', ...args)
        assert.equal([exitCode, program], [status, undefined], stderr)
        assert.match(stderr, message)
      }))
  }
})
