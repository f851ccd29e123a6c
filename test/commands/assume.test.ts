import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { keyOf, tell } from './story.ts'

describe('commands/assume', test => {
  const roleOf = (env: Record<string, string | undefined>) => env['AWSENV_ROLE_ARN']

  test('by account and role: one code for all roles, in this shell and in others', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      const elsewhere = { ...alice.env }
      alice.answers = [code]
      const first = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(first.exitCode, 0, first.stderr)
      assert.is(roleOf(alice.env), world.roles.admin)
      assert.is(alice.env['AWSENV_ROLE'], 'Admin@123456789012')
      assert.is(alice.env['AWSENV_FROM'], 'default')
      const again = await alice.inShell('assume', '210987654321', 'Admin')
      assert.is(again.exitCode, 0, again.stderr)
      assert.is(roleOf(alice.env), world.roles.otherAdmin)
      alice.env = elsewhere
      const third = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(third.exitCode, 0, third.stderr)
      assert.equal(
        sandbox.requests.map(({ action }) => action),
        ['GetCallerIdentity', 'GetSessionToken', 'AssumeRole', 'AssumeRole'],
      )
    }))

  test("the session is called by the user's own name, so that CloudTrail tells who it was", () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(sandbox.requests.at(-1)?.parameters['RoleSessionName'], 'alice')
      await alice.inShell('assume', '123456789012', 'Admin', '--session-name', 'deploy-42')
      assert.is(sandbox.requests.at(-1)?.parameters['RoleSessionName'], 'deploy-42')
    }))

  test('by ARN, path and all', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', world.roles.deploy)
      assert.is(exitCode, 0, stderr)
      assert.is(roleOf(alice.env), world.roles.deploy)
      assert.is(alice.env['AWSENV_ROLE'], 'Deploy@123456789012')
      assert.is((await alice.inShell('assume', '123456789012', 'team/dev/Deploy')).exitCode, 0)
    }))

  test('by profile, with what stands in it', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.write(
        'config',
        `[profile prod]\nrole_arn = ${world.roles.external}\nsource_profile = default\nexternal_id = ${world.externalId}\nregion = eu-west-1\nrole_session_name = from-profile\nduration_seconds = 1800\n[default]\nmfa_serial = ${world.alice.mfaSerial}\n`,
      )
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', 'prod')
      assert.is(exitCode, 0, stderr)
      assert.is(alice.env['AWSENV_ROLE'], 'prod')
      assert.is(alice.env['AWSUME_PROFILE'], 'prod')
      assert.is(alice.env['AWSENV_FROM'], 'default', 'the next role starts from the same key, not from this role')
      assert.is(alice.env['AWS_REGION'], 'eu-west-1')
      const { parameters } = sandbox.requests.at(-1) ?? { parameters: {} as Record<string, string> }
      assert.equal(
        [parameters['ExternalId'], parameters['RoleSessionName'], parameters['DurationSeconds']],
        [world.externalId, 'from-profile', '1800'],
      )
    }))

  test('by a chain of profiles, one role after another', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.write(
        'config',
        `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n[profile spoke]\nrole_arn = ${world.roles.chained}\nsource_profile = hub\n`,
      )
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', 'spoke')
      assert.is(exitCode, 0, stderr)
      assert.is(roleOf(alice.env), world.roles.chained)
      assert.is(sandbox.count('AssumeRole'), 2)
      assert.is((await alice.inShell('assume', 'hub')).exitCode, 0)
      assert.is(sandbox.count('AssumeRole'), 2, "the chain's first role is in the cache")
    }))

  test('--from names whose key it is, also where a role stands between', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', keyOf('work', world.alice))
      alice.write(
        'config',
        `[profile work]\nmfa_serial = ${world.alice.mfaSerial}\n[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = work\n`,
      )
      alice.answers = [code]
      assert.is((await alice.inShell('assume', '123456789012', 'Admin', '--from', 'work')).exitCode, 0)
      assert.is(alice.env['AWSENV_FROM'], 'work')
      const chained = await alice.inShell('assume', '210987654321', 'Chained', '--from', 'hub')
      assert.is(chained.exitCode, 0, chained.stderr)
      assert.is(roleOf(alice.env), world.roles.chained)
    }))

  test('- is the role before, as it was assumed', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', world.roles.external, '--external-id', world.externalId, '--region', 'eu-west-3')
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.is((await alice.inShell('assume', '-')).exitCode, 0)
      assert.is(roleOf(alice.env), world.roles.external)
      assert.is(alice.env['AWS_REGION'], 'eu-west-3')
      assert.is((await alice.inShell('assume', '-')).exitCode, 0)
      assert.is(roleOf(alice.env), world.roles.admin)
      assert.is(alice.env['AWS_REGION'], 'eu-central-1')
    }))

  test('session tags, source identity and session policy go along, from flags and from the profile', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      sandbox.world.addRole(sandbox.world.addAccount('666666666666'), 'Tagged', {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: world.alice.arn },
            Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          },
        ],
      })
      const arn = 'arn:aws:iam::666666666666:role/Tagged'
      alice.write(
        'config',
        `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n[profile tagged]\nrole_arn = ${arn}\nsource_profile = default\nsession_tags = team=web,stage=test\ntransitive_session_tags = team\nsource_identity = alice\nsession_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess\n`,
      )
      alice.answers = [code]
      const byProfile = await alice.inShell('assume', 'tagged')
      assert.is(byProfile.exitCode, 0, byProfile.stderr)
      const sent = () => sandbox.requests.at(-1)?.parameters ?? {}
      assert.equal(
        [
          sent()['Tags.member.1.Key'],
          sent()['Tags.member.2.Value'],
          sent()['TransitiveTagKeys.member.1'],
          sent()['SourceIdentity'],
          sent()['PolicyArns.member.1.arn'],
        ],
        ['team', 'test', 'team', 'alice', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
      )
      const policy = '{"Version":"2012-10-17","Statement":[]}'
      const byFlags = await alice.inShell(
        'assume',
        arn,
        '--tag',
        'team=db',
        '--transitive-tag',
        'team',
        '--source-identity',
        'bob',
        '--policy',
        policy,
      )
      assert.is(byFlags.exitCode, 0, byFlags.stderr)
      assert.equal([sent()['Tags.member.1.Value'], sent()['SourceIdentity'], sent()['Policy']], ['db', 'bob', policy])
      assert.is(sandbox.count('AssumeRole'), 2, 'other tags are another session')
    }))

  for (const format of ['json', 'process', 'dotenv', 'export']) {
    test(`--format ${format} gives data, keeps nothing for a way back, and prints nothing on a failure`, () =>
      tell(async ({ alice, code }) => {
        alice.answers = [code]
        const { exitCode, script, stderr } = await alice.awsenv('assume', '123456789012', 'Admin', '--format', format)
        assert.is(exitCode, 0, stderr)
        assert.match(script, /ASIA[A-Z0-9]{16}/)
        assert.not.match(script, /AWSENV_|unset/)
        const failed = await alice.awsenv('assume', 'nosuch', '--format', format)
        assert.equal([failed.exitCode, failed.script], [1, ''])
      }))
  }

  test('- where there is no role before is an error', () =>
    tell(async ({ alice }) => {
      const { exitCode, stderr } = await alice.awsenv('assume', '-')
      assert.is(exitCode, 1)
      assert.match(stderr, 'this shell has no previous role')
    }))

  test('with nothing, account and role are asked for', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = ['123456789012', 'Admin', code]
      const { exitCode, stderr, questions } = await alice.inShell('assume')
      assert.is(exitCode, 0, stderr)
      assert.is(roleOf(alice.env), world.roles.admin)
      assert.equal(questions.slice(0, 2), ['Account id: ', 'Role: '])
    }))

  test('beyond an hour the role is asked for directly, with a code of its own, and the reason is said', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', world.roles.long, '--duration', '4h')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, 'a session of 4h')
      assert.is(sandbox.count('GetSessionToken'), 0)
      assert.is((await alice.inShell('assume', world.roles.long, '--duration', '4h')).exitCode, 0)
      assert.is(sandbox.count('AssumeRole'), 1, 'the second comes from the cache')
    }))

  test('beyond an hour through another role is refused, and never shortened', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.write(
        'config',
        `[default]\nmfa_serial = ${world.alice.mfaSerial}\n[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
      )
      alice.answers = [code]
      const { exitCode, stderr, script } = await alice.awsenv(
        'assume',
        '210987654321',
        'Chained',
        '--from',
        'hub',
        '--duration',
        '2h',
      )
      assert.is(exitCode, 1)
      assert.match(stderr, 'another role stands before it')
      assert.is(script, '(exit 1)\n')
      assert.is(sandbox.requests.length, 0)
    }))

  test('a user without any MFA assumes what a role without MFA allows', () =>
    tell(async ({ sandbox, world, alice }) => {
      const role = sandbox.world.addRole(sandbox.world.addAccount('555555555555'), 'Plain', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: world.carol.arn }, Action: 'sts:AssumeRole' }],
      })
      alice.write('credentials', keyOf('default', world.carol))
      alice.write('config', '[default]\nregion = eu-central-1\n')
      const { exitCode, stderr, questions } = await alice.inShell('assume', role.arn)
      assert.is(exitCode, 0, stderr)
      assert.equal(questions, [])
    }))

  test('what was in the environment before is gone while the role is there, and back afterwards', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', '')
      const before = {
        ...alice.env,
        AWS_ACCESS_KEY_ID: world.alice.accessKeyId,
        AWS_SECRET_ACCESS_KEY: world.alice.secretAccessKey,
        AWS_SECURITY_TOKEN: 'stale',
        AWS_VAULT: '',
        AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
        AWS_DEFAULT_REGION: 'ap-northeast-1',
      }
      alice.env = { ...before }
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(exitCode, 0, stderr)
      assert.is(alice.env['AWS_SECURITY_TOKEN'], undefined)
      assert.is(alice.env['AWS_REGION'], 'ap-northeast-1')
      assert.is(alice.env['AWSENV_FROM'], world.alice.accessKeyId)
      const second = await alice.inShell('assume', '210987654321', 'Admin')
      assert.is(second.exitCode, 0, `the second assume finds its source again: ${second.stderr}`)
      await alice.inShell('unset')
      assert.equal(alice.env, before)
    }))

  test('a role that is about to end is renewed without a question', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      // This process signs by the real clock: AWS refuses that once, and the SDK then signs by AWS's clock.
      sandbox.clock.advance(3600 - 250)
      const { exitCode, stderr } = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(exitCode, 0, stderr)
      const granted = sandbox.requests.filter(({ action, status }) => action === 'AssumeRole' && status === 200)
      assert.is(granted.length, 2)
      assert.is(sandbox.count('GetSessionToken'), 1)
    }))

  for (const [args, status, said] of [
    [['12345', 'Admin'], 2, '"12345" is not an account id'],
    [['Admin', '123456789012'], 2, 'run: awsenv assume 123456789012 Admin'],
    [['Admin', '1234-5678-9012'], 2, 'the account "1234-5678-9012" comes after the role'],
    [['Admin', 'ReadOnly'], 2, '"Admin" is not an account id'],
    [['1234-5678-9012'], 2, 'the role\'s name is missing after "1234-5678-9012"'],
    [['arn:aws:iam::123456789012:role/Admin', 'Admin'], 2, 'is an ARN, and "Admin" is one word too many'],
    [['default', 'Admin'], 2, '"default" is a profile, and "Admin" is one word too many'],
    [['123456789012'], 2, "the role's name is missing"],
    [['123456789012', 'no/such role'], 2, 'is not the name of a role'],
    [['arn:aws:iam::123456789012:user/alice'], 2, 'is not the ARN of a role'],
    [['arn:aws:sts::123456789012:assumed-role/Admin/alice'], 2, 'run: awsenv assume 123456789012 Admin\n'],
    [['123456789012/team/dev/Deploy'], 2, 'run: awsenv assume 123456789012 team/dev/Deploy\n'],
    [['1234-5678-9012:role/Admin'], 2, 'run: awsenv assume 123456789012 Admin\n'],
    [['nosuch'], 1, 'no profile "nosuch"'],
    [['defualt'], 1, 'did you mean "default"'],
    [['123456789012', 'Admin', '--duration', '10m'], 2, 'out of bounds'],
    [['123456789012', 'Admin', '--duration', '13h'], 2, 'out of bounds'],
    [['123456789012', 'Admin', '--duration', 'long'], 2, 'not a duration'],
    [['123456789012', 'Admin', '--session-name', 'a b'], 2, "can't be a session name"],
    [['123456789012', 'Admin', '--external-id', '$(id)'], 2, "can't be an external id"],
    [['123456789012', 'Admin', '--region', 'x@evil'], 2, 'is not a region'],
    [['123456789012', 'Admin', '--mfa-serial', 'me'], 2, 'is not the serial'],
    [['123456789012', 'Admin', '--from', 'nosuch'], 1, 'no profile "nosuch"'],
    [['arn:aws-moon:iam::123456789012:role/Admin', '--region', ''], 1, 'a region is missing'],
    [['123456789012', 'Admin', '--nonsense'], 2, '--nonsense'],
    [['123456789012', 'Admin', 'more'], 2, 'one word too many'],
  ] as const) {
    test(`assume ${args.join(' ')}: ${said}`, () =>
      tell(async ({ sandbox, world, alice }) => {
        if (args[0].startsWith('arn:aws-moon'))
          alice.write('config', `[default]\nmfa_serial = ${world.alice.mfaSerial}\n`)
        const { exitCode, stderr, script } = await alice.awsenv('assume', ...args)
        assert.match(stderr, said)
        assert.match(stderr, 'hint: ')
        assert.is(exitCode, status, stderr)
        assert.is(script, `(exit ${status})\n`)
        assert.is(sandbox.count('AssumeRole'), 0)
      }))
  }

  test('a refusal names all causes, and the role that is still active', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      const before = { ...alice.env }
      const { exitCode, stderr, script } = await alice.inShell('assume', '123456789012', 'NoSuchRole')
      assert.is(exitCode, 1)
      assert.match(
        stderr,
        'did not let "arn:aws:iam::123456789012:user/alice" assume "arn:aws:iam::123456789012:role/NoSuchRole"',
      )
      assert.match(stderr, 'this shell still has "Admin@123456789012"')
      assert.is(script, '(exit 1)\n')
      assert.equal(alice.env, before)
    }))

  test('to a hook a failure prints nothing', () =>
    tell(async ({ alice }) => {
      alice.hook = 'bash'
      assert.is((await alice.awsenv('assume', 'nosuch')).script, '')
      assert.is((await alice.awsenv('asume', 'nosuch')).script, '')
    }))

  test('where AWS has forgotten the login, the sentence says to log in again', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('login')
      sandbox.world.expireSessions()
      const { exitCode, stderr } = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(exitCode, 1)
      assert.match(stderr, /login --refresh/)
    }))
})
