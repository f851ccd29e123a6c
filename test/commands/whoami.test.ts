/** whoami in every state of the machine: the table first, then what AWS says, or why it could not be asked. */
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { keyOf, type Story, tell } from './story.ts'

describe('commands/whoami', test => {
  const ROLE = 'arn:aws:iam::123456789012:role/Admin'

  /** States that AWS can be asked in, and who answers. */
  const ANSWERED: Readonly<Record<string, { prepare(story: Story): void; row: RegExp; identity: RegExp }>> = {
    'a role profile': {
      prepare({ alice, world, code }) {
        alice.write(
          'config',
          `[profile prod]\nrole_arn = ${ROLE}\nsource_profile = default\nmfa_serial = ${world.alice.mfaSerial}\n`,
        )
        alice.env['AWS_PROFILE'] = 'prod'
        alice.answers = [code]
      },
      row: /access key +<assume-role> +role_arn in .*config, line 2/,
      identity: /assumed-role\/Admin\/alice/,
    },
    'a profile with a process': {
      prepare({ alice, world }) {
        alice.write('config', '[profile ext]\ncredential_process = vault-of-mine\n')
        const { accessKeyId, secretAccessKey } = world.alice
        const answer = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }
        alice.commandLines['vault-of-mine'] = () => JSON.stringify(answer)
        alice.env['AWS_PROFILE'] = 'ext'
      },
      row: /access key +<custom-process> +credential_process in .*config, line 2/,
      identity: /user\/alice/,
    },
    'keys of a tool that is not awsenv': {
      prepare({ alice, world }) {
        alice.env['AWS_ACCESS_KEY_ID'] = world.alice.accessKeyId
        alice.env['AWS_SECRET_ACCESS_KEY'] = world.alice.secretAccessKey
      },
      row: /access key +\*{4}\w{4} +AWS_ACCESS_KEY_ID/,
      identity: /user\/alice/,
    },
  }

  for (const [title, { prepare, row, identity }] of Object.entries(ANSWERED)) {
    test(`3.2 ${title}: the table, and then who AWS says it is`, () =>
      tell(async story => {
        const { alice } = story
        prepare(story)
        const { exitCode, script, stderr } = await alice.awsenv('whoami')
        assert.is(exitCode, 0, stderr)
        const [settings = '', answer = ''] = script.split('\n\n')
        assert.match(settings, row)
        assert.match(settings, /endpoint +http:\/\/127\.0\.0\.1:\d+ +not AWS's own/)
        assert.match(answer, identity)
      }))

    test(`3.2 ${title}: --offline makes no request`, () =>
      tell(async story => {
        prepare(story)
        story.alice.answers = []
        const { exitCode, script } = await story.alice.awsenv('whoami', '--offline')
        assert.is(exitCode, 0)
        assert.match(script, row)
        assert.match(script, /identity +\(not asked\)/)
        assert.equal([story.sandbox.requests.length, story.alice.ran], [0, []])
      }))
  }

  /** States that AWS can't be asked in. */
  const REFUSED: Readonly<
    Record<string, { prepare(story: Story): void; exitCode: number; row: RegExp; said: string }>
  > = {
    'AWS_PROFILE that is not there': {
      prepare: ({ alice }) => void Object.assign(alice.env, { AWS_PROFILE: 'defualt' }),
      exitCode: 1,
      row: /profile +defualt +AWS_PROFILE\naccess key +<not set>/,
      said: 'AWS_PROFILE names a profile that does not exist: no profile "defualt"',
    },
    'an empty AWS_PROFILE': {
      prepare: ({ alice }) => void Object.assign(alice.env, { AWS_PROFILE: '' }),
      exitCode: 1,
      row: /profile +AWS_PROFILE\n/,
      said: 'AWS_PROFILE is set but empty',
    },
    'half a key': {
      prepare: ({ alice }) => void Object.assign(alice.env, { AWS_ACCESS_KEY_ID: 'AKIAHALFHALFHALFHALF' }),
      exitCode: 1,
      row: /access key +<not set>/,
      said: "AWS_SECRET_ACCESS_KEY isn't",
    },
    "another tool's session that has expired": {
      prepare: ({ alice }) =>
        void Object.assign(alice.env, {
          AWS_ACCESS_KEY_ID: 'ASIAOTHEROTHEROTHER1',
          AWS_SECRET_ACCESS_KEY: 's',
          AWS_SESSION_TOKEN: 't',
          AWS_VAULT: 'prod',
          AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
        }),
      exitCode: 3,
      row: /access key +\*{4}HER1 +AWS_ACCESS_KEY_ID/,
      said: 'the session of "prod" expired at',
    },
    'a profile of IAM Identity Center': {
      prepare({ alice }) {
        alice.write(
          'config',
          '[profile corp]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n',
        )
        alice.env['AWS_PROFILE'] = 'corp'
      },
      exitCode: 75,
      row: /access key +<sso> +sso_account_id in .*config, line 3/,
      said: 'you are not signed in to sso-session "corp" (https://corp.awsapps.com/start), and nobody can be asked here',
    },
    'a profile of aws login': {
      prepare({ alice }) {
        alice.write('config', '[profile me]\nlogin_session = arn:aws:iam::123456789012:user/me\n')
        alice.env['AWS_PROFILE'] = 'me'
      },
      exitCode: 75,
      row: /access key +<login> +login_session in/,
      said: 'you are not signed in to profile "me" (arn:aws:iam::123456789012:user/me), and nobody can be asked here',
    },
    'a role whose key only the vault has': {
      prepare({ alice, world }) {
        alice.keys.entries.set('mine', { accessKeyId: world.alice.accessKeyId, secretAccessKey: 's' as never })
        alice.write(
          'config',
          `[profile mine]\nregion = eu-west-1\n[profile prod]\nrole_arn = ${ROLE}\nsource_profile = mine\n`,
        )
        alice.env['AWS_PROFILE'] = 'prod'
      },
      exitCode: 1,
      row: /profile +prod +AWS_PROFILE/,
      said: 'starts from "mine", where AWS\'s tools find no credentials',
    },
    'a role that needs a code, and nobody who gives one': {
      prepare({ alice, world }) {
        alice.write(
          'config',
          `[profile prod]\nrole_arn = ${ROLE}\nsource_profile = default\nmfa_serial = ${world.alice.mfaSerial}\n`,
        )
        alice.env['AWS_PROFILE'] = 'prod'
        alice.answers = [undefined, undefined]
      },
      exitCode: 1,
      row: /access key +<assume-role>/,
      said: 'code',
    },
    'a config file that is malformed': {
      prepare({ alice }) {
        alice.write('config', '[default\n')
      },
      exitCode: 1,
      row: /region +<not set>/,
      said: 'line 1: expected a section',
    },
    'a key that AWS does not know': {
      prepare: ({ alice }) =>
        alice.write(
          'credentials',
          keyOf('default', {
            accessKeyId: 'AKIANOBODYNOBODYNOBO',
            secretAccessKey: 'nobodys/SECRET+nobodys/SECRET+nobodys/SE',
          }),
        ),
      exitCode: 1,
      row: /access key +\*{4}NOBO +.*credentials, line 2/,
      said: 'AWS does not know the key',
    },
  }

  for (const [title, { prepare, exitCode, row, said }] of Object.entries(REFUSED)) {
    test(`3.2 ${title}: the table, and then why AWS could not be asked`, () =>
      tell(async story => {
        prepare(story)
        const outcome = await story.alice.awsenv('whoami')
        assert.is(outcome.exitCode, exitCode, outcome.stderr)
        assert.match(outcome.script, row)
        assert.match(outcome.stderr, said)
        const data = await story.alice.awsenv('whoami', '--json')
        assert.is(data.exitCode, exitCode)
        assert.match(JSON.parse(data.script).error.message, said)
      }))
  }

  /** What the tools don't agree on. */
  const WARNED: Readonly<Record<string, readonly [env: Record<string, string>, said: string]>> = {
    'AWS_PROFILE beside keys': [
      { AWS_PROFILE: 'default', AWS_ACCESS_KEY_ID: 'AKIAONEONEONEONEONE1', AWS_SECRET_ACCESS_KEY: 's' },
      'the JavaScript SDK and .NET before version 4 the profile',
    ],
    'two profiles': [{ AWS_PROFILE: 'default', AWS_DEFAULT_PROFILE: 'other' }, 'boto3 and the AWS CLI v1 the second'],
    'two tokens': [
      {
        AWS_ACCESS_KEY_ID: 'ASIAONEONEONEONEONE1',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_SESSION_TOKEN: 't',
        AWS_SECURITY_TOKEN: 'u',
      },
      'unset AWS_SECURITY_TOKEN',
    ],
    'AWS_REGION alone': [{ AWS_REGION: 'eu-west-1' }, 'they use "eu-central-1"; set AWS_DEFAULT_REGION too'],
    'an expiry without an offset': [
      {
        AWS_ACCESS_KEY_ID: 'ASIAONEONEONEONEONE1',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00',
      },
      'the AWS CLI and boto3 fail at it',
    ],
  }

  for (const [title, [env, said]] of Object.entries(WARNED)) {
    test(`3.2 ${title} is a warning that names the tools`, () =>
      tell(async ({ alice }) => {
        assert.not.match((await alice.awsenv('whoami', '--offline')).stderr, 'warning')
        Object.assign(alice.env, env)
        const { stderr } = await alice.awsenv('whoami', '--offline')
        assert.match(stderr, 'warning: ')
        assert.match(stderr, said)
      }))
  }

  test('the id of a key that the session came by is shown as any other: by its last four', () =>
    tell(async ({ alice, world, code }) => {
      alice.write('credentials', '')
      Object.assign(alice.env, {
        AWS_ACCESS_KEY_ID: world.alice.accessKeyId,
        AWS_SECRET_ACCESS_KEY: world.alice.secretAccessKey,
      })
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(alice.env['AWSENV_FROM'], world.alice.accessKeyId)
      for (const options of [['--offline'], ['--offline', '--json']]) {
        const { script } = await alice.awsenv('whoami', ...options)
        assert.not.match(script, world.alice.accessKeyId)
        assert.match(script, `****${world.alice.accessKeyId.slice(-4)}`)
      }
    }))

  test("1.9 in a program that exec has started, status, prompt and whoami see the role as AWS's tools do", () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      const { program } = await alice.awsenv('exec', '123456789012', 'Admin', '--', 'sh')
      assert.ok(program)
      alice.env = { ...program.env, AWSENV_SHELL: 'bash' }
      const [status, prompt] = [await alice.awsenv('status'), await alice.awsenv('prompt')]
      assert.is(status.exitCode, 0)
      for (const { script } of [status, prompt]) assert.match(script, /^Admin@123456789012 (?:59m|1h)\n$/)
      assert.match((await alice.awsenv('whoami')).script, /assumed-role\/Admin\/alice[\s\S]*time left +(?:59m|1h)/)
      alice.clockError = 3_700_000
      assert.is((await alice.awsenv('status')).exitCode, 3)
    }))

  test('1.9 status sees the session of another tool, with or without its end, and no session in a long-term key', () =>
    tell(async ({ alice }) => {
      const status = async () => {
        const { exitCode, script } = await alice.awsenv('status')
        return [exitCode, script]
      }
      Object.assign(alice.env, { AWS_ACCESS_KEY_ID: 'AKIAONEONEONEONEONE1', AWS_SECRET_ACCESS_KEY: 's' })
      assert.equal(await status(), [3, 'no session\n'])
      Object.assign(alice.env, { AWS_ACCESS_KEY_ID: 'ASIAONEONEONEONEONE1', AWS_SESSION_TOKEN: 't' })
      assert.equal(await status(), [0, '****ONE1\n'])
      alice.env['AWS_VAULT'] = 'prod'
      alice.env['AWS_CREDENTIAL_EXPIRATION'] = '2020-01-01T00:00:00+00:00'
      assert.equal(await status(), [3, 'prod expired\n'])
    }))
})
