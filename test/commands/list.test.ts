import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { Secret } from '../../src/model/secret.ts'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { keyOf, tell } from './story.ts'

describe('commands/list', test => {
  const settings = ({ home }: Machine, text: string) => {
    mkdirSync(join(home, '.config', 'awsenv'), { recursive: true })
    writeFileSync(join(home, '.config', 'awsenv', 'config.toml'), text)
  }
  /** The cells of a table, line by line. */
  const cells = (text: string) => text.split('\n').map(line => line.trim().split(/ {2,}/).join('|'))

  test('shows aliases, profiles and sessions, with names of accounts and the time left', () =>
    tell(async ({ world, alice, code }) => {
      settings(
        alice,
        'aliases.ops = "123456789012 Admin"\naliases.d = "deploy"\naccounts.210987654321.name = "other"\n',
      )
      alice.write(
        'config',
        [
          `[default]\nmfa_serial = ${world.alice.mfaSerial}`,
          `[profile deploy]\nrole_arn = ${world.roles.deploy}\nsource_profile = default`,
          `[profile far]\nrole_arn = ${world.roles.otherAdmin}\ncredential_source = Environment`,
          '[profile sso]\nsso_session = corp\nsso_account_id = 210987654321\nsso_role_name = Dev',
          '[profile odd]\nrole_arn = nonsense\nsource_profile = nobody',
          '[profile proc]\ncredential_process = touch PWNED',
          '[profile bare]\nregion = eu-west-1\n',
        ].join('\n'),
      )
      alice.answers = [code]
      await alice.inShell('assume', 'ops')
      const { exitCode, script, stderr } = await alice.awsenv('list')
      assert.is(exitCode, 0, stderr)
      const left = /\|(59m|1h)$/
      const [first, second] = script.split('\n\n')
      const lines = cells(first ?? '')
      assert.match(lines[1] ?? '', left)
      assert.equal(
        lines.map(line => line.replace(left, '|LEFT')),
        [
          'name|account|role|from|time left',
          '* ops|123456789012|Admin|alias|LEFT',
          'd|123456789012|team/dev/Deploy|alias of deploy',
          'default|access key',
          'deploy|123456789012|team/dev/Deploy|default',
          'far|210987654321 (other)|Admin|Environment',
          'sso|210987654321 (other)|Dev|sso-session corp',
          'odd|nobody',
          'proc|credential_process',
          'bare',
        ],
      )
      assert.equal(
        cells(second ?? '').map(line => line.split('|').slice(0, 3).join('|')),
        ['session|account|of', 'role|123456789012|Admin', 'login|123456789012|alice', ''],
      )
    }))

  test('--json says the same to a program, without a secret', () =>
    tell(async ({ world, alice, code }) => {
      settings(alice, 'aliases.ops = "123456789012 Admin"\naccounts.123456789012.name = "main"\n')
      alice.answers = [code]
      await alice.inShell('assume', 'ops')
      const { script, stderr } = await alice.awsenv('list', '--json')
      const { aliases, profiles, sessions } = JSON.parse(script)
      const account = { accountId: '123456789012', accountName: 'main' }
      const expiration = new Date(Number(alice.env['AWSENV_EXPIRES']) * 1000).toISOString()
      assert.equal(
        aliases,
        [{ name: 'ops', ...account, roleName: 'Admin', roleArn: null, from: 'alias', expiration }],
        stderr,
      )
      const nothing = { accountId: null, accountName: null, roleName: null, roleArn: null, expiration: null }
      assert.equal(profiles, [{ name: 'default', ...nothing, from: 'access key' }])
      assert.equal(
        sessions.map(({ since, ...rest }: { since: string }) => rest),
        [
          { kind: 'role', arn: world.roles.admin, ...account, expiration },
          { kind: 'login', arn: world.alice.arn, ...account, expiration: sessions[1].expiration },
        ],
      )
      for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_ACCESS_KEY_ID'])
        assert.not.match(script, alice.env[name] ?? 'x')
      assert.not.match(script, world.alice.secretAccessKey)
    }))

  test('makes no request and needs no key; where there is nothing, it says where it looked', () =>
    tell(async ({ sandbox, alice }) => {
      for (const name of ['config', 'credentials'] as const) alice.write(name, '')
      const { exitCode, script, stderr } = await alice.awsenv('list')
      assert.equal([exitCode, script, sandbox.requests.length], [0, '', 0])
      assert.match(stderr, /there is no alias, and no profile in ".*config" or ".*credentials"/)
      const { script: json } = await alice.awsenv('list', '--json')
      assert.equal(JSON.parse(json), { aliases: [], profiles: [], assigned: [], sessions: [], signIns: [], keys: [] })
    }))

  test('a list of thousands is kept for the next one, beside the hash of the files, and never used for others', () =>
    tell(async ({ alice, world }) => {
      const kept = join(alice.home, '.cache/awsenv/profiles.json')
      assert.is((await alice.awsenv('list')).exitCode, 0)
      assert.not.ok(existsSync(kept))
      const profile = (index: number) =>
        `[profile p${index}]\nrole_arn = arn:aws:iam::${100_000_000_000 + index}:role/team/Admin\nsource_profile = default\n`
      const config = Array.from({ length: 1_000 }, (_, index) => profile(index)).join('')
      alice.write('config', config)
      await alice.awsenv('config', 'set', 'aliases.short', 'p7')
      const lists = async () => [await alice.awsenv('list'), await alice.awsenv('list', '--json')]
      const first = await lists()
      const text = readFileSync(kept, 'utf8')
      assert.is(statSync(kept).mode & 0o777, 0o600)
      for (const secret of [world.alice.accessKeyId, world.alice.secretAccessKey]) assert.not.ok(text.includes(secret))
      assert.equal(await lists(), first)
      assert.is(readFileSync(kept, 'utf8'), text)
      assert.match(first[0]?.script ?? '', /^ {2}short +100000000007 +team\/Admin +alias of p7$/m)
      // It is the list that was kept: nothing else would say so.
      writeFileSync(kept, text.replace('"p999"', '"kept"'))
      assert.match((await alice.awsenv('list')).script, /^ {2}kept /m)
      alice.write('config', config.replace('[profile p5]', '[profile q5]'))
      const changed = await alice.awsenv('list')
      assert.match(changed.script, /^ {2}q5 /m)
      assert.not.match(changed.script, /^ {2}(?:p5|kept) /m)
      for (const damaged of ['', '{', readFileSync(kept, 'utf8').slice(0, 200)]) {
        writeFileSync(kept, damaged)
        assert.is((await alice.awsenv('list')).script, changed.script)
      }
    }))

  test('shows the keys of the vault, which is not opened for it', () =>
    tell(async ({ world, alice }) => {
      const key = { accessKeyId: world.bob.accessKeyId, secretAccessKey: new Secret(world.bob.secretAccessKey) }
      for (const name of ['default', 'bob', 'bob (new)']) alice.keys.entries.set(name, key)
      const { script } = await alice.awsenv('list')
      assert.equal(cells(script).slice(1, 3), ["default|awsenv's vault", "bob|awsenv's vault"])
      const { script: json } = await alice.awsenv('list', '--json')
      assert.equal(JSON.parse(json).keys, ['bob', 'default'])
      assert.is(alice.keys.opened, 0)
    }))

  test('what a name holds does not reach the terminal', () =>
    tell(async ({ world, alice }) => {
      alice.write('credentials', keyOf('a\u001b[2J\u0007\u202eb', world.alice))
      const { exitCode, script } = await alice.awsenv('list')
      assert.is(exitCode, 0)
      assert.match(script, 'a?[2J??b')
    }))

  test('a file that is not understood is an error, with nothing on stdout', () =>
    tell(async ({ alice }) => {
      settings(alice, 'prompt = maybe\n')
      const { exitCode, script, stderr } = await alice.awsenv('list')
      assert.equal([exitCode, script], [1, ''])
      assert.match(stderr, 'config.toml", line 1')
    }))
})
