import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine, Outcome } from '../support/fake-context.ts'
import { keyOf, tell } from './story.ts'

describe('commands/exec', test => {
  const call = ({ program, stderr }: Outcome) => {
    assert.ok(program, stderr)
    return program.call
  }
  const settings = ({ home }: Machine, text: string) => {
    const path = join(home, '.config/awsenv/config.toml')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  test("the command gets the role and its exit code is awsenv's; the shell, and stdout, get nothing", () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      alice.programStatus = 37
      const { exitCode, script, program } = await alice.awsenv('exec', world.roles.admin, 'terraform', 'plan')
      assert.equal([exitCode, script], [37, ''])
      assert.equal(program?.call, ['terraform', 'plan'])
      assert.match(program?.env['AWS_ACCESS_KEY_ID'] ?? '', /^ASIA/)
      assert.is(program?.env['AWS_ACCOUNT_ID'], '123456789012')
      assert.is(program?.env['AWS_REGION'], 'eu-central-1')
    }))

  test('what would mislead its tools is unset, and neither names of awsenv nor a used code reach it', () =>
    tell(async ({ world, alice, code }) => {
      alice.env = {
        ...alice.env,
        AWSENV_MFA_CODE: code(),
        AWSENV_HOOK: 'bash',
        AWSENV_TICKET: '1',
        AWS_PROFILE: 'default',
        OTHER: 'x',
      }
      const { program } = await alice.awsenv('exec', world.roles.admin, 'env')
      const names = Object.keys(program?.env ?? {})
      assert.not.ok(names.includes('AWS_PROFILE'))
      assert.equal(
        names.filter(name => name.startsWith('AWSENV_')),
        ['AWSENV_SHELL'],
      )
      assert.is(program?.env['OTHER'], 'x')
    }))

  test('from a shell that has a role the command gets its own alone', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      await alice.inShell('assume', world.roles.otherAdmin)
      const before = { ...alice.env }
      const { program } = await alice.awsenv('exec', world.roles.admin, 'env')
      assert.is(program?.env['AWS_ACCOUNT_ID'], '123456789012')
      assert.equal(
        Object.keys(program?.env ?? {}).filter(name => /^AWSENV_(?!SHELL)/.test(name)),
        [],
      )
      assert.equal(alice.env, before)
    }))

  for (const [title, words, command] of [
    [
      'options of the command are its own',
      ['ls', '-l', '--from', 'x', '-h', '--help'],
      ['ls', '-l', '--from', 'x', '-h', '--help'],
    ],
    ['a -- before the command is left out', ['--', '-x', '--'], ['-x', '--']],
    ['only the first -- is', ['--', '--', 'x'], ['--', 'x']],
    ["later ones are the command's", ['git', 'log', '--', 'file'], ['git', 'log', '--', 'file']],
    ['empty words stay', ['printf', '', ' ', '$x'], ['printf', '', ' ', '$x']],
  ] as const) {
    test(`${title}: ${JSON.stringify(words)}`, () =>
      tell(async ({ world, alice, code }) => {
        alice.answers = [code]
        assert.equal(call(await alice.awsenv('exec', world.roles.admin, ...words)), command)
        assert.equal(call(await alice.awsenv('exec', '123456789012', 'Admin', ...words)), command)
      }))
  }

  test("an account's name takes a role too, where it is neither an alias nor a profile", () =>
    tell(async ({ world, alice, code }) => {
      settings(alice, '[accounts."210987654321"]\nname = "other"\n[accounts."123456789012"]\nname = "hub"\n')
      alice.write(
        'config',
        `[default]\nmfa_serial = ${world.alice.mfaSerial}\n[profile hub]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
      )
      alice.answers = [code]
      const other = await alice.awsenv('exec', 'other', 'Admin', 'env')
      assert.equal([call(other), other.program?.env['AWS_ACCOUNT_ID']], [['env'], '210987654321'])
      const hub = await alice.awsenv('exec', 'hub', 'Admin', 'env')
      assert.equal([call(hub), hub.program?.env['AWS_ACCOUNT_ID']], [['Admin', 'env'], '123456789012'])
    }))

  for (const [title, words, reason] of [
    ['an option behind the target', ['prod', '--region', 'eu-west-1', 'ls'], '"--region" comes after the target'],
    ['an option in the place of the role', ['123456789012', '--debug'], '"--debug" comes after the target'],
    ['an account without a role', ['123456789012'], "the role's name is missing"],
    ['an account without a role, and a --', ['123456789012', '--', 'ls'], "the role's name is missing"],
    ['no target', [], '"awsenv exec" needs TARGET'],
  ] as const) {
    test(`${title} is misuse, and nothing is run`, () =>
      tell(async ({ sandbox, alice }) => {
        const { exitCode, stderr, script, program } = await alice.awsenv('exec', ...words)
        assert.equal([exitCode, script, program], [2, '', undefined])
        assert.match(stderr, reason)
        assert.is(sandbox.requests.length, 0)
      }))
  }

  test('where the role is refused nothing is run, and stdout stays empty', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      const { exitCode, script, program } = await alice.awsenv('exec', '123456789012', 'NoSuchRole', 'ls')
      assert.equal([exitCode, script, program], [1, '', undefined])
    }))

  test("without a command it is the user's shell, with all that assume exports, and unset in there goes back", () =>
    tell(async ({ world, alice, code }) => {
      alice.env = { ...alice.env, SHELL: '/usr/bin/fish', AWS_PROFILE: 'default' }
      const before = { ...alice.env }
      alice.answers = [code]
      const { program, stderr } = await alice.awsenv('exec', '--duration', '30m', '123456789012', 'Admin')
      assert.equal(program?.call, ['/usr/bin/fish'])
      assert.match(stderr, '/usr/bin/fish with Admin@123456789012')
      alice.env = { ...program?.env }
      assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWSENV_ROLE_ARN']], ['Admin@123456789012', world.roles.admin])
      await alice.inShell('assume', world.roles.otherAdmin)
      await alice.inShell('assume', '-')
      assert.is(alice.env['AWSENV_ROLE_ARN'], world.roles.admin)
      await alice.inShell('unset')
      assert.equal(alice.env, before)
    }))

  test('without SHELL it is the shell that awsenv is for', () =>
    tell(async ({ world, alice, code }) => {
      alice.answers = [code]
      assert.equal(call(await alice.awsenv('exec', world.roles.admin)), ['bash'])
      delete alice.env['AWSENV_SHELL']
      assert.equal(call(await alice.awsenv('exec', world.roles.admin)), ['sh'])
    }))

  test('--min-ttl takes a cached session that lasts, else a new one, and no more than can be had', () =>
    tell(async ({ sandbox, world, alice, code }) => {
      alice.answers = [code]
      const key = async (...words: string[]) =>
        (await alice.awsenv('exec', ...words, world.roles.admin, 'env')).program?.env['AWS_ACCESS_KEY_ID']
      const first = await key()
      sandbox.clock.advance(1_800)
      assert.is(await key('--min-ttl', '29m'), first)
      const second = await key('--min-ttl', '31m')
      assert.is.not(second, first)
      assert.is(await key('--min-ttl=45m'), second)
      assert.is.not(await key('--refresh'), second)
      const tooLong = await alice.awsenv('exec', '--min-ttl', '61m', world.roles.admin, 'env')
      assert.equal([tooLong.exitCode, tooLong.program], [2, undefined])
      assert.match(tooLong.stderr, 'lasts 1h, but --min-ttl asks for 1h 1m')
      assert.match((await alice.awsenv('exec', '--min-ttl', 'soon', world.roles.admin, 'env')).stderr, '"soon" is not')
    }))

  test('--from says whose key it is, as for assume', () =>
    tell(async ({ world, alice, code }) => {
      alice.write('credentials', keyOf('work', world.alice))
      alice.write('config', `[profile work]\nmfa_serial = ${world.alice.mfaSerial}\n`)
      alice.answers = [code]
      assert.equal(call(await alice.awsenv('exec', '--from', 'work', '123456789012', 'Admin', 'ls')), ['ls'])
    }))
})
