/** What the two files say, up to the request. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands: profiles', test => {
  test('a role whose profile includes what all have in common (aws-vault)', () =>
    tell(async ({ world, alice, code, sandbox }) => {
      alice.write(
        'config',
        `[profile common]\nmfa_serial = ${world.alice.mfaSerial}\nsource_profile = default\nregion = eu-west-1\n[profile dev]\ninclude_profile = common\nrole_arn = ${world.roles.admin}\n`,
      )
      alice.answers.push(code())
      const { exitCode, stderr } = await alice.inShell('assume', 'dev')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWS_REGION']], [world.roles.admin, 'eu-west-1'])
      assert.is(sandbox.count('GetSessionToken'), 1)
    }))

  test('3.13 a profile that shares an MFA device, with a source and no role, is followed as aws-vault does', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.write(
        'config',
        `[default]\nregion = eu-central-1\n[profile shared]\nsource_profile = default\nmfa_serial = ${world.alice.mfaSerial}\n[profile dev]\nsource_profile = shared\nrole_arn = ${world.roles.admin}\n`,
      )
      alice.answers = [code]
      const login = await alice.inShell('login', 'shared')
      assert.is(login.exitCode, 0, login.stderr)
      assert.equal(login.questions, [`MFA code of ${world.alice.mfaSerial}: `])
      const dev = await alice.inShell('assume', 'dev')
      assert.equal([dev.exitCode, dev.questions], [0, []], dev.stderr)
      assert.is(sandbox.count('ListMFADevices'), 0)
    }))

  test('one that includes a profile that is not there, or itself, says so', () =>
    tell(async ({ alice }) => {
      alice.write(
        'config',
        '[profile dev]\ninclude_profile = comon\n[profile common]\n[profile self]\ninclude_profile = self\n',
      )
      const missing = await alice.awsenv('assume', 'dev')
      assert.is(missing.exitCode, 1)
      assert.match(
        missing.stderr,
        /profile "dev" \(".*config", line 2\) names include_profile "comon", which is not in/,
      )
      assert.match(missing.stderr, 'did you mean "common"?')
      const loop = await alice.awsenv('login', 'self')
      assert.match(loop.stderr, 'include each other in a loop: "self" -> "self"')
    }))

  for (const [where, hub, spoke, used] of [
    ['on the role that is wanted', '', 'mfa_serial = WANTED', 'WANTED'],
    ['on a role on the way', 'mfa_serial = WANTED', '', 'WANTED'],
    ['on both: the outermost', 'mfa_serial = GAHT00000000', 'mfa_serial = WANTED', 'WANTED'],
  ] as const) {
    test(`mfa_serial may stand ${where}, and goes before that of the key's profile`, () =>
      tell(async ({ world, alice, code, sandbox }) => {
        alice.write(
          'config',
          `[default]\nmfa_serial = GAHT12345678\n[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n${hub}\n[profile spoke]\nrole_arn = ${world.roles.chained}\nsource_profile = hub\n${spoke}\n`.replaceAll(
            used,
            world.alice.mfaSerial,
          ),
        )
        alice.answers.push(code())
        const { exitCode, stderr } = await alice.inShell('assume', 'spoke')
        assert.is(exitCode, 0, stderr)
        const login = sandbox.requests.find(({ action }) => action === 'GetSessionToken')
        assert.is(login?.parameters['SerialNumber'], world.alice.mfaSerial)
      }))
  }

  // The keys of a role, as the files of aws-vault's and awsume's users have them.
  for (const [line, said, limit] of [
    ['duration_seconds = 43201', 'a duration of "43201" is out of bounds', '900 to 43200'],
    ['duration_seconds = an hour', '"an hour" is not a duration', '900 to 43200'],
    ['role_session_name = a b', '"a b" can\'t be a session name', '2 to 64'],
    ['external_id = é', '"é" can\'t be an external id', '2 to 1224'],
    ['source_identity = aws:x', '"aws:x" can\'t be a source identity', '2 to 64'],
    ['session_tags = team', '"team" is not a session tag', 'KEY=VALUE'],
    ['session_tags = a=1,A=2', 'the session tag "a" is given twice', 'upper and lower case'],
    ['transitive_session_tags = team', 'the transitive tag "team" is not among', '--tag team=VALUE'],
    ['session_policy = {', 'the session policy is not JSON', 'comma'],
    ['session_policy = no/policy.json', 'the session policy "no/policy.json" can\'t be read', 'the path of a file'],
    ['session_policy_arns = ReadOnly', '"ReadOnly" can\'t be the ARN of a policy', '20 to 2048'],
    ['mfa_serial = me', '"me" is not the serial of an MFA device', '9 to 256'],
    ['role_arn = arn:aws:iam::12345:role/A', '"arn:aws:iam::12345:role/A" is not the ARN of a role', 'it looks like'],
    ['region = eu west', '"eu west" is not a region', 'like eu-central-1'],
  ] as const) {
    test(`${line}: refused before any request that it is for, with its limit`, () =>
      tell(async ({ world, alice, sandbox }) => {
        alice.write('config', `[profile dev]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n${line}\n`)
        const { exitCode, stderr } = await alice.awsenv('assume', 'dev')
        assert.is(exitCode, 2)
        assert.match(stderr, `error: profile "dev" ("${alice.home}/.aws/config", line 4): ${said}`)
        assert.match(stderr, limit)
        assert.is(sandbox.count('GetSessionToken') + sandbox.count('AssumeRole'), 0)
      }))
  }

  test('session_policy may be the path of a file that has it', () =>
    tell(async ({ world, alice, code, sandbox }) => {
      const policy = '{"Version":"2012-10-17","Statement":[]}'
      const path = join(alice.home, 'policy.json')
      writeFileSync(path, policy)
      const keys = `role_arn = ${world.roles.admin}\nsource_profile = default\nmfa_serial = ${world.alice.mfaSerial}`
      alice.write('config', `[profile dev]\n${keys}\nsession_policy = ${path}\n`)
      alice.answers.push(code())
      const { exitCode, stderr } = await alice.inShell('assume', 'dev')
      assert.is(exitCode, 0, stderr)
      assert.is(sandbox.requests.find(({ action }) => action === 'AssumeRole')?.parameters['Policy'], policy)
    }))

  test('any graph of profiles ends in credentials or in one error, and no secret is said on the way', () =>
    tell(async ({ world, alice, code, sandbox }) => {
      const { roles, alice: user } = world
      alice.commandLines = { otp: code }
      const names = ['a', 'b', 'c', '__proto__']
      const name = fc.constantFrom(...names, 'default', 'default', 'missing')
      const named = (key: string) => name.map(other => `${key} = ${other}`)
      const role = fc.constantFrom('', ...Object.values(roles).map(arn => `role_arn = ${arn}`))
      const key = `aws_access_key_id = ${user.accessKeyId}\naws_secret_access_key = ${user.secretAccessKey}`
      const source = fc.oneof(
        named('source_profile'),
        named('source_profile'),
        named('include_profile'),
        fc.constantFrom(key, `aws_secret_access_key = ${user.secretAccessKey}`, 'credential_source = Environment'),
      )
      const more = fc.constantFrom(
        ...['duration_seconds = 7200', `external_id = ${world.externalId}`, 'external_id = é', 'session_tags = a=b'],
        ...['region = eu-west-1', 'include_profile = c', key],
      )
      const section = fc.tuple(role, source, fc.array(more, { maxLength: 1 })).map(lines => lines.flat().join('\n'))
      const outcomes: number[] = []
      await fc.assert(
        fc.asyncProperty(fc.tuple(...names.map(() => section)), async sections => {
          const mfa = `mfa_serial = ${user.mfaSerial}\nmfa_process = otp`
          const graph = sections.map((lines, index) => `[profile ${names[index]}]\n${mfa}\n${lines}\n`)
          alice.write('config', `[default]\n${mfa}\n${graph.join('')}`)
          const { exitCode, script, stderr } = await alice.awsenv('assume', 'a', '--debug')
          outcomes.push(exitCode)
          assert.is(stderr.match(/^awsenv: error: /gm)?.length ?? 0, exitCode === 0 ? 0 : 1, stderr)
          assert.match(script, exitCode === 0 ? /AWSENV_ROLE=/ : /^\(exit \d+\)\n$/)
          assert.not.match(stderr, 'did not expect')
          const sessions = [...sandbox.world.sessions.values()]
          for (const secret of [user, ...sessions])
            assert.not(stderr.includes(secret.secretAccessKey), 'a secret is said')
          for (const { sessionToken } of sessions) assert.not(stderr.includes(sessionToken), 'a secret is said')
        }),
        { numRuns: 150 },
      )
      assert.ok(outcomes.includes(0) && outcomes.includes(1), 'some of them work, and some do not')
    }))

  test('what is doubtful about the profiles at hand is said once, and nothing about the others', () =>
    tell(async ({ world, alice, code }) => {
      alice.write(
        'config',
        `[profile dev]\nrole_arn = ${world.roles.admin}\nsource_profile = default\nregion = eu-west-1\nregion = eu-west-2\n[default]\nmfa_serial = ${world.alice.mfaSerial}\n[profile other]\nregion = x\nregion = y\n[other]\n`,
      )
      alice.answers.push(code())
      const { exitCode, stderr } = await alice.inShell('assume', 'dev')
      assert.is(exitCode, 0, stderr)
      const warnings = stderr.split('\n').filter(line => line.includes('warning'))
      assert.is(warnings.length, 1)
      assert.match(
        warnings[0] ?? '',
        /^awsenv: warning: ".*config", line 5: "region" stands in \[profile dev\] again; this one counts$/,
      )
      assert.is(alice.env['AWS_REGION'], 'eu-west-2')
      assert.not.match((await alice.inShell('whoami', '--offline')).stderr, 'warning')
    }))

  test('so is what is doubtful about a value that is included', () =>
    tell(async ({ world, alice, code }) => {
      alice.write(
        'config',
        `[profile common]\nregion = eu-west-1\nregion = eu-west-2\noutput = a\noutput = b\n[profile dev]\ninclude_profile = common\nrole_arn = ${world.roles.admin}\nsource_profile = default\nmfa_serial = ${world.alice.mfaSerial}\n`,
      )
      alice.answers.push(code())
      const { stderr } = await alice.inShell('assume', 'dev')
      assert.equal(stderr.match(/warning: .*/g)?.length, 1, stderr)
      assert.match(stderr, 'line 3: "region" stands in [profile common] again; this one counts')
    }))

  test('a profile whose section is not read is found by its warning', () =>
    tell(async ({ alice }) => {
      alice.write('config', '[prod]\nrole_arn = x\n')
      const { stderr, exitCode } = await alice.awsenv('assume', 'prod')
      assert.is(exitCode, 1)
      assert.match(
        stderr,
        /hint: ".*config", line 1: \[prod\] is not a profile in this file; that would be \[profile prod\]/,
      )
    }))
})
