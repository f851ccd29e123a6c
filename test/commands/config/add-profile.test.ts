import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../../support/describe.ts'
import type { Machine } from '../../support/fake-context.ts'
import { keyOf, tell } from '../story.ts'

describe('commands/config/add-profile and remove-profile', test => {
  const configOf = ({ home }: Machine) => readFileSync(join(home, '.aws/config'), 'utf8')
  const lineOf = (machine: Machine, name: string) =>
    new RegExp(`\\[profile ${name}\\]\ncredential_process = (.*)`).exec(configOf(machine))?.[1]
  const binary = ({ home }: Machine) => join(home, 'bin/awsenv')
  const rolesIn = (machine: Machine, mfaSerial: string, more: string) =>
    machine.write('config', `[default]\nmfa_serial = ${mfaSerial}\nregion = eu-central-1\n${more}`)

  test('a profile: credential_process and region, and the role by its command line', () =>
    tell(async ({ world, alice, code }) => {
      rolesIn(
        alice,
        world.alice.mfaSerial,
        `[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
      )
      const before = configOf(alice)
      const { exitCode, stderr, script } = await alice.awsenv('config', 'add-profile', 'tf', 'prod')
      assert.equal([exitCode, script], [0, ''], stderr)
      const line = `${binary(alice)} credential-process prod`
      assert.is(configOf(alice), `${before}\n[profile tf]\ncredential_process = ${line}\nregion = eu-central-1\n`)
      alice.answers = [code]
      await alice.awsenv('login')
      const answer = await alice.awsenv(...line.split(' ').slice(1))
      assert.is(JSON.parse(answer.script).AccountId, '123456789012')
      assert.is((await alice.awsenv('config', 'remove-profile', 'tf')).exitCode, 0)
      assert.is(configOf(alice), before)
    }))

  test('an account and a role: the key is pinned, since another program has another environment', () =>
    tell(async ({ sandbox, world, alice }) => {
      const call = ['config', 'add-profile', 'a', '123456789012', 'Admin', '--region', 'eu-west-3', '--duration', '30m']
      assert.is((await alice.awsenv(...call)).exitCode, 0)
      const words = `credential-process ${world.roles.admin} --from=default --duration=30m`
      assert.is(lineOf(alice, 'a'), `${binary(alice)} ${words}`)
      assert.match(configOf(alice), 'region = eu-west-3\n')
      assert.is(sandbox.requests.length, 0)
    }))

  test('the region of this shell alone is not written, and a key of this shell alone is told', () =>
    tell(async ({ world, alice }) => {
      const { accessKeyId, secretAccessKey } = world.alice
      alice.write('credentials', '')
      alice.write('config', '')
      alice.env = {
        ...alice.env,
        AWS_REGION: 'eu-west-2',
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      }
      const { stderr } = await alice.awsenv('config', 'add-profile', 'a', '123456789012', 'Admin')
      assert.match(stderr, "its key is only in this shell's environment")
      assert.not.match(configOf(alice), 'region')
    }))

  test('the same again changes nothing, another target replaces it', () =>
    tell(async ({ world, alice }) => {
      await alice.awsenv('config', 'add-profile', 'a', world.roles.admin)
      const before = configOf(alice)
      assert.match((await alice.awsenv('config', 'add-profile', 'a', world.roles.admin)).stderr, 'is there already')
      assert.is(configOf(alice), before)
      await alice.awsenv('config', 'add-profile', 'a', world.roles.open)
      assert.is(configOf(alice), before.replace(world.roles.admin, world.roles.open))
    }))

  test('--all: a companion for each role profile, by a name that every tool reads', () =>
    tell(async ({ world, alice }) => {
      const role = (header: string, source: string) =>
        `[profile ${header}]\nrole_arn = ${world.roles.admin}\nsource_profile = ${source}\n`
      rolesIn(
        alice,
        world.alice.mfaSerial,
        role('prod', 'default') + role('"my role"', 'default') + role('bad', 'nosuch'),
      )
      const { exitCode, stderr } = await alice.awsenv('config', 'add-profile', '--all')
      assert.is(exitCode, 1)
      assert.match(stderr, 'no profile for "bad"')
      assert.is(lineOf(alice, 'awsenv-prod'), `${binary(alice)} credential-process prod`)
      assert.is(lineOf(alice, 'awsenv-my-role'), `${binary(alice)} credential-process 'my role'`)
      const once = configOf(alice)
      await alice.awsenv('config', 'add-profile', '--all')
      assert.is(configOf(alice), once)
    }))

  for (const [title, words, exitCode, reason] of [
    ['a profile of the user', ['default', 'ARN'], 1, "that config add-profile didn't write"],
    ['a name that breaks the file', ['a]\nb', 'ARN'], 2, 'not a name that every AWS tool can read'],
    ['a target that leads nowhere', ['a', 'nosuch'], 1, 'no profile "nosuch"'],
    ['no target', ['a'], 2, 'NAME and TARGET are missing'],
    ['a name beside --all', ['a', '--all'], 2, '--all takes no NAME'],
    ['a duration that AWS never gives', ['a', 'ARN', '--duration=1m'], 2, 'out of bounds'],
  ] as const) {
    test(`${title} is refused, and the file stays`, () =>
      tell(async ({ world, alice }) => {
        const before = configOf(alice)
        const given = words.map(word => (word === 'ARN' ? world.roles.admin : word))
        const outcome = await alice.awsenv('config', 'add-profile', ...given)
        assert.is(outcome.exitCode, exitCode, outcome.stderr)
        assert.match(outcome.stderr, reason)
        assert.is(configOf(alice), before)
      }))
  }

  test('only what awsenv wrote is taken out', () =>
    tell(async ({ alice }) => {
      alice.write('config', '[profile a]\ncredential_process = /bin/other awsenv credential-process x\n')
      const { exitCode, stderr } = await alice.awsenv('config', 'remove-profile', 'a')
      assert.is(exitCode, 1)
      assert.match(stderr, 'profile "a" wasn\'t written by config add-profile')
      assert.match((await alice.awsenv('config', 'remove-profile', 'b')).stderr, 'no profile "b"')
      alice.write(
        'config',
        '[profile b]\ncredential_process = awsenv credential-process x\n[profile a]\ninclude_profile = b\n',
      )
      assert.is((await alice.awsenv('config', 'remove-profile', 'a')).exitCode, 1)
      const binaries = ['awsenv', '/opt/awsenv-linux-x64', 'C:\\bin\\awsenv.exe', "'/my tools/awsenv-1.2.0'"]
      for (const binary of binaries) {
        alice.write('config', `[profile a]\ncredential_process = ${binary} credential-process x\n`)
        assert.is((await alice.awsenv('config', 'remove-profile', 'a')).exitCode, 0, binary)
      }
    }))

  test('2.5 a profile names its key by what outlives a rotation, and goes on after import and rotate', () =>
    tell(async ({ world, alice, code }) => {
      const region = `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`
      alice.write('config', region)
      alice.write('credentials', keyOf('default', { accessKeyId: 'ASIASTALESTALESTALE1', secretAccessKey: 'x' }, 'y'))
      alice.write('credentials.bk', keyOf('default', world.alice))
      assert.is((await alice.awsenv('config', 'add-profile', 'x', '123456789012', 'Admin')).exitCode, 0)
      assert.is(lineOf(alice, 'x'), `${binary(alice)} credential-process ${world.roles.admin} --from=default`)
      assert.is((await alice.awsenv('keys', 'import', 'default', '--yes')).exitCode, 0)
      alice.answers = [code]
      const rotated = await alice.awsenv('keys', 'rotate')
      assert.is(rotated.exitCode, 0, rotated.stderr)
      assert.match(rotated.stderr, 'these profiles start from it, and will use the new key: x')
      alice.answers = [code]
      assert.is((await alice.awsenv('login')).exitCode, 0)
      const line = lineOf(alice, 'x') ?? ''
      const answer = await alice.awsenv(...line.split(' ').slice(1))
      assert.is(answer.exitCode, 0, answer.stderr)
    }))

  test('2.5 a line that an older awsenv wrote with the id of the key gets its name; remove names the profiles', () =>
    tell(async ({ world, alice, code }) => {
      const by = (from: string) =>
        `# \xe9\n[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n[profile x]\ncredential_process = ${binary(alice)} credential-process ${world.roles.admin} --from=${from} --duration=1h\n[profile y]\ncredential_process = /opt/mine --from=${from}\n`
      alice.write('config', by(world.alice.accessKeyId))
      await alice.awsenv('config', 'set', `accounts.123456789012.from`, world.alice.accessKeyId)
      const imported = await alice.awsenv('keys', 'import', 'default', '--no-line')
      assert.match(imported.stderr, 'these profiles now name the key "default" instead of its id: x')
      const line = lineOf(alice, 'x') ?? ''
      assert.is(configOf(alice), by(world.alice.accessKeyId).replace(`${world.alice.accessKeyId} --d`, 'default --d'))
      alice.answers = [code]
      const rotated = await alice.awsenv('keys', 'rotate')
      assert.match(rotated.stderr, 'the setting accounts.123456789012.from has the id of the key')
      alice.answers = [code]
      assert.is((await alice.awsenv('login')).exitCode, 0)
      assert.is((await alice.awsenv(...line.split(' ').slice(1))).exitCode, 0)
      alice.answers = ['n']
      assert.match((await alice.awsenv('keys', 'remove', 'default')).stderr, 'these profiles start from it: x')
      const [listed] = JSON.parse((await alice.awsenv('keys', 'list', '--json')).script)
      assert.equal(listed.served, ['x'])
    }))

  test('2.1 a profile that has an access key too is neither taken out nor written anew', () =>
    tell(async ({ alice, world }) => {
      const text = `[profile a]\ncredential_process = awsenv credential-process x\n${keyOf('a', world.bob).replace('[a]\n', '')}`
      alice.write('config', text)
      for (const call of [
        ['remove-profile', 'a'],
        ['add-profile', 'a', world.roles.admin, '--from=a'],
      ] as const) {
        const { exitCode, stderr } = await alice.awsenv('config', ...call)
        assert.is(exitCode, 1)
        assert.match(stderr, /profile "a" in ".*config" has an access key, which would be lost/)
        assert.is(configOf(alice), text)
      }
    }))

  for (const kind of ['config', 'credentials'] as const) {
    test(`the profile of a key that keys import took out of the ${kind} file is none of them`, () =>
      tell(async ({ world, alice }) => {
        rolesIn(alice, world.alice.mfaSerial, '')
        if (kind === 'config') {
          alice.write('credentials', '')
          alice.write('config', configOf(alice) + keyOf('default', world.alice).replace('[default]', ''))
        }
        assert.is((await alice.awsenv('keys', 'import', '--yes')).exitCode, 0)
        const before = configOf(alice)
        assert.is((await alice.awsenv('config', 'remove-profile', 'default')).exitCode, 1)
        assert.is((await alice.awsenv('config', 'add-profile', 'default', world.roles.admin)).exitCode, 1)
        assert.is(configOf(alice), before)
      }))
  }

  test('the path is the link on the PATH that leads to this binary, in quotes where it has blanks', () =>
    tell(async ({ world, alice }) => {
      for (const folder of ['bin', 'other', 'my tools']) mkdirSync(join(alice.home, folder))
      writeFileSync(binary(alice), '')
      writeFileSync(join(alice.home, 'other/awsenv'), '')
      symlinkSync(binary(alice), join(alice.home, 'my tools/awsenv'))
      alice.env['PATH'] = ['.', join(alice.home, 'other'), join(alice.home, 'my tools')].join(':')
      await alice.awsenv('config', 'add-profile', 'a', world.roles.admin)
      assert.match(lineOf(alice, 'a') ?? '', `'${join(alice.home, 'my tools/awsenv')}' credential-process `)
      assert.is((await alice.awsenv('config', 'remove-profile', 'a')).exitCode, 0)
    }))

  test('a link to the file stays one, and its mode too', () =>
    tell(async ({ world, alice }) => {
      const [config, target] = [join(alice.home, '.aws/config'), join(alice.home, 'dotfile')]
      renameSync(config, target)
      symlinkSync(target, config)
      chmodSync(target, 0o644)
      await alice.awsenv('config', 'add-profile', 'a', world.roles.admin)
      assert.is(readlinkSync(config), target)
      assert.is(statSync(target).mode & 0o777, 0o644)
      assert.match(readFileSync(target, 'utf8'), '[profile a]')
    }))
})
