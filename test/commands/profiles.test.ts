/** What the two files say, up to the request. */
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
