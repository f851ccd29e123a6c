import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { keyOf, tell } from './story.ts'

describe('settings in use', test => {
  const settings = ({ home }: Machine, text: string) => {
    mkdirSync(join(home, '.config', 'awsenv'), { recursive: true })
    writeFileSync(join(home, '.config', 'awsenv', 'config.toml'), text)
  }
  const config = (machine: Machine, mfaSerial: string, more: string) =>
    machine.write('config', `[default]\nregion = eu-central-1\nmfa_serial = ${mfaSerial}\n${more}`)

  test('an alias leads to an account and a role, to an ARN, or to a profile, and gives the session its name', () =>
    tell(async ({ world, alice, code }) => {
      config(alice, world.alice.mfaSerial, `[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`)
      settings(
        alice,
        `[aliases]\na = "123456789012 team/dev/Deploy"\nb = "${world.roles.otherAdmin}"\nc = { role = "hub" }\n`,
      )
      alice.answers = [code]
      for (const [alias, arn] of [
        ['a', world.roles.deploy],
        ['b', world.roles.otherAdmin],
        ['c', world.roles.admin],
      ] as const) {
        const { exitCode, stderr } = await alice.inShell('assume', alias)
        assert.is(exitCode, 0, stderr)
        assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWSENV_ROLE_ARN']], [alias, arn])
        assert.match(stderr, `${alias} is assumed (${arn})`)
        assert.is(alice.env['AWSENV_FROM'], 'default')
      }
    }))

  test('what the alias says of the role goes before its profile, and flags before both', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      config(
        alice,
        world.alice.mfaSerial,
        `[profile ext]\nrole_arn = ${world.roles.external}\nsource_profile = default\nexternal_id = wrong\nregion = eu-west-1\nduration_seconds = 1800\n`,
      )
      settings(
        alice,
        `aliases.x = { role = "ext", region = "eu-west-2", duration = "20m", external_id = "${world.externalId}", session_name = "me" }\n`,
      )
      alice.answers = [code]
      const sent = () => {
        const { parameters = {} } = sandbox.requests.at(-1) ?? {}
        return ['DurationSeconds', 'ExternalId', 'RoleSessionName'].map(name => parameters[name])
      }
      const first = await alice.inShell('assume', 'x')
      assert.is(first.exitCode, 0, first.stderr)
      assert.is(alice.env['AWS_REGION'], 'eu-west-2')
      assert.equal(sent(), ['1200', world.externalId, 'me'])
      const flags = ['--duration', '30m', '--region', 'eu-west-3', '--session-name', 'you']
      assert.is((await alice.inShell('assume', 'x', ...flags)).exitCode, 0)
      assert.is(alice.env['AWS_REGION'], 'eu-west-3')
      assert.equal(sent(), ['1800', world.externalId, 'you'])
    }))

  test('an alias goes before a profile of the same name, and may refine that very profile', () =>
    tell(async ({ world, alice, code }) => {
      const profile = (name: string, arn: string) => `[profile ${name}]\nrole_arn = ${arn}\nsource_profile = default\n`
      config(alice, world.alice.mfaSerial, profile('p', world.roles.admin) + profile('q', world.roles.otherAdmin))
      settings(alice, 'aliases.p = "q"\naliases.q = { role = "q", region = "eu-west-2" }\n')
      alice.answers = [code]
      await alice.inShell('assume', 'p')
      assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWSENV_ROLE_ARN']], ['p', world.roles.otherAdmin])
      await alice.inShell('assume', 'q')
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWS_REGION']], [world.roles.otherAdmin, 'eu-west-2'])
    }))

  test('- leads back to an alias, from the key that it was assumed with', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', keyOf('work', world.alice))
      alice.write('config', `[profile work]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`)
      settings(alice, 'aliases.p = { role = "123456789012 Admin", from = "work" }\n')
      alice.answers = [code]
      const first = await alice.inShell('assume', 'p')
      assert.is(first.exitCode, 0, first.stderr)
      assert.is(alice.env['AWSENV_FROM'], 'work')
      await alice.inShell('assume', '210987654321', 'Admin')
      const back = await alice.inShell('assume', '-')
      assert.is(back.exitCode, 0, back.stderr)
      assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWSENV_ROLE_ARN']], ['p', world.roles.admin])
    }))

  test('a slip of the fingers finds the alias, and an alias to nowhere says so', () =>
    tell(async ({ alice }) => {
      settings(alice, '[aliases]\nproduction = "123456789012 Admin"\nlost = "defaul"\n')
      const slip = await alice.awsenv('assume', 'prodution')
      assert.equal([slip.exitCode, slip.script], [1, '(exit 1)\n'])
      assert.match(slip.stderr, 'did you mean "production"?')
      const far = await alice.awsenv('assume', 'elsewhere')
      assert.match(far.stderr, 'there are "production", "lost", "default"')
      const lost = await alice.awsenv('assume', 'lost')
      assert.is(lost.exitCode, 1)
      assert.match(lost.stderr, 'alias "lost" leads to profile "defaul", which is not in')
      assert.match(lost.stderr, 'did you mean "default"?')
    }))

  test("an account's name stands in the place of its id in labels, a role's and a login's", () =>
    tell(async ({ world, alice, code }) => {
      settings(alice, '[accounts."123456789012"]\nname = "production"\n')
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWS_ACCOUNT_ID']], ['Admin@production', '123456789012'])
      assert.match(stderr, `Admin@production is assumed (${world.roles.admin})`)
      await alice.inShell('assume', '210987654321', 'Admin')
      assert.is(alice.env['AWSENV_ROLE'], 'Admin@210987654321')
      await alice.inShell('login')
      assert.is(alice.env['AWSENV_ROLE'], 'mfa@production')
    }))

  test("an account's duration is that of its roles, below profile and flag; beyond an hour by the direct road", () =>
    tell(async ({ sandbox, world, alice, code }) => {
      const account = world.roles.long.split(':')[4] ?? ''
      config(
        alice,
        world.alice.mfaSerial,
        `[profile long]\nrole_arn = ${world.roles.long}\nsource_profile = default\n[profile short]\nrole_arn = ${world.roles.long}\nsource_profile = default\nduration_seconds = 900\n`,
      )
      settings(alice, `accounts.${account}.duration = "4h"\n`)
      const sent = () => sandbox.requests.at(-1)?.parameters['DurationSeconds']
      alice.answers = [code]
      const direct = await alice.inShell('assume', world.roles.long)
      assert.is(direct.exitCode, 0, direct.stderr)
      assert.match(direct.stderr, 'a session of 4h')
      assert.equal([sent(), sandbox.count('GetSessionToken')], ['14400', 0])
      const requests = sandbox.requests.length
      assert.is((await alice.inShell('assume', 'long')).exitCode, 0)
      assert.is(sandbox.requests.length, requests, 'the profile leads to the same session')
      alice.answers = [code]
      const short = await alice.inShell('assume', 'short')
      assert.is(short.exitCode, 0, short.stderr)
      assert.is(sent(), '900')
      assert.is((await alice.inShell('assume', world.roles.long, '--duration', '30m')).exitCode, 0)
      assert.is(sent(), '1800')
    }))

  test("an account's key goes before the one that this shell came by, and after --from", () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', keyOf('default', world.carol) + keyOf('work', world.alice))
      alice.write(
        'config',
        `[default]\nregion = eu-central-1\n[profile work]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`,
      )
      settings(alice, 'accounts.123456789012.from = "work"\n')
      alice.env['AWSENV_FROM'] = 'default'
      alice.answers = [code]
      const own = await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(own.exitCode, 0, own.stderr)
      assert.is(alice.env['AWSENV_FROM'], 'work')
      const other = await alice.inShell('assume', '123456789012', 'Admin', '--from', 'default')
      assert.is(other.exitCode, 1)
      assert.match(other.stderr, world.carol.arn)
    }))

  test('AWS_VAULT names the session where the settings say so, and is as before afterwards', () =>
    tell(async ({ alice, code }) => {
      settings(alice, 'aws_vault = true\n')
      alice.env['AWS_VAULT'] = 'old'
      alice.answers = [code]
      await alice.inShell('assume', '123456789012', 'Admin')
      assert.is(alice.env['AWS_VAULT'], 'Admin@123456789012')
      await alice.inShell('unset')
      assert.is(alice.env['AWS_VAULT'], 'old')
    }))

  test('settings that are not understood end an assume and a login before anything is asked', () =>
    tell(async ({ sandbox, alice }) => {
      settings(alice, 'aws_vault = 1\n')
      for (const args of [['assume', '123456789012', 'Admin'], ['login']]) {
        const { exitCode, stderr, questions } = await alice.awsenv(...args)
        assert.is(exitCode, 1)
        assert.match(stderr, /line 1: "aws_vault" has to be true or false/)
        assert.equal(questions, [])
      }
      assert.is(sandbox.requests.length, 0)
    }))
})
