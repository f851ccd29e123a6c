import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { keyOf, tell } from './story.ts'

describe('commands/config', test => {
  const path = ({ home }: Machine) => join(home, '.config', 'awsenv', 'config.toml')
  const settings = (machine: Machine, text?: string) => {
    if (text === undefined) return readFileSync(path(machine), 'utf8')
    mkdirSync(dirname(path(machine)), { recursive: true })
    writeFileSync(path(machine), text)
    return text
  }

  test('set makes the file, says what changed, and get gives it back', () =>
    tell(async ({ alice }) => {
      const first = await alice.awsenv('config', 'set', 'aliases.prod', '123456789012 Admin')
      assert.equal([first.exitCode, first.script], [0, ''], first.stderr)
      assert.match(first.stderr, 'aliases.prod is 123456789012 Admin (was not set)')
      assert.is(settings(alice), '[aliases]\nprod = "123456789012 Admin"\n')
      assert.is((await alice.awsenv('config', 'get', 'aliases.prod')).script, '123456789012 Admin\n')
      const second = await alice.awsenv('config', 'set', 'aliases.prod', 'default')
      assert.match(second.stderr, 'aliases.prod is default (was 123456789012 Admin)')
    }))

  for (const [key, value, written] of [
    ['aws_vault', 'false', 'aws_vault = false\n'],
    ['endpoints', 'sts.example.org, other', 'endpoints = ["sts.example.org", "other"]\n'],
    ['endpoints', '["sts.example.org"]', 'endpoints = ["sts.example.org"]\n'],
    ['accounts.123456789012.name', 'production', '[accounts.123456789012]\nname = "production"\n'],
    ['accounts.123456789012.confirm', 'true', '[accounts.123456789012]\nconfirm = true\n'],
    ['accounts.123456789012.allow_yes', 'false', '[accounts.123456789012]\nallow_yes = false\n'],
    ['accounts.123456789012.duration', '4h', '[accounts.123456789012]\nduration = "4h"\n'],
    ['aliases.a.b', 'work', '[aliases]\n"a.b" = "work"\n'],
    ['aliases.p', '{role="work", region="eu-west-1"}', '[aliases]\np = { role = "work", region = "eu-west-1" }\n'],
  ] as const) {
    test(`set ${key} ${value}`, () =>
      tell(async ({ alice }) => {
        const { exitCode, stderr } = await alice.awsenv('config', 'set', key, value)
        assert.is(exitCode, 0, stderr)
        assert.is(settings(alice), written)
        const { script } = await alice.awsenv('config', 'get', key)
        const again = await alice.awsenv('config', 'set', key, script.trimEnd())
        assert.equal([again.exitCode, settings(alice)], [0, written], 'what get prints, set takes')
      }))
  }

  for (const [args, status, said] of [
    [['set', 'aws_valt', 'true'], 2, 'did you mean "aws_vault"'],
    [['set', 'nonsense', 'true'], 2, 'there are "aliases", "accounts", "aws_vault"'],
    [['set', 'aws_vault', 'yes'], 2, '"aws_vault" has to be true or false'],
    [['set', 'aws_vault.x', 'true'], 2, '"aws_vault.x" is not a setting'],
    [['set', 'aliases', 'x'], 2, 'write it like aliases.prod'],
    [['set', 'aliases.', 'x'], 2, '"aliases." is not a setting'],
    [['set', 'aliases.123456789012', 'x'], 2, 'letters, digits'],
    [['set', 'aliases.p', '123456789012'], 2, '"ACCOUNT ROLE"'],
    [['set', 'aliases.p', '{ role = '], 2, 'is not a TOML list or table'],
    [['set', 'aliases.p', '{ region = "eu-west-1" }'], 2, '"aliases.p.role" has to be'],
    [['set', 'accounts.prod.name', 'x'], 2, '12 digits'],
    [['set', 'accounts.123456789012', 'x'], 2, 'write it like accounts.123456789012.name'],
    [['set', 'accounts.123456789012.color', 'red'], 2, 'did you mean "accounts.123456789012.colour"'],
    [['set', 'accounts.123456789012.colour', 'pink'], 2, 'red, yellow'],
    [['set', 'endpoints', 'https://sts.example.org'], 2, 'without https://'],
    [['set', 'aws_vault'], 2, 'awsenv help config set'],
    [['get', 'aliases.nosuch'], 1, 'is not set'],
    [['get', 'nosuch'], 2, 'is not a setting'],
    [['unset', 'aws_vault'], 1, 'is not set'],
    [['dump'], 2, 'awsenv config dump --json'],
    [['lst'], 2, 'did you mean "awsenv config list"'],
    [['nonsense'], 2, 'there are "awsenv config get", "awsenv config set"'],
  ] as const) {
    test(`config ${args.join(' ')}: ${said}`, () =>
      tell(async ({ alice }) => {
        const { exitCode, stderr, script } = await alice.awsenv('config', ...args)
        assert.match(stderr, said)
        assert.equal([exitCode, script], [status, ''])
        assert.throws(() => settings(alice), /ENOENT/, 'nothing was written')
      }))
  }

  test('get gives the default of what is not set', () =>
    tell(async ({ alice }) => {
      const values = ['aws_vault', 'endpoints', 'browser'].map(async key => {
        const { script } = await alice.awsenv('config', 'get', key)
        return script
      })
      assert.equal(await Promise.all(values), ['false\n', '[]\n', '\n'])
    }))

  test('unset takes away a setting, all that is said of an account, and what awsenv does not know', () =>
    tell(async ({ alice }) => {
      settings(
        alice,
        '# mine\naws_vault = false # p\naws_valt = 1\n[accounts.123456789012] # a\n# b\nname = "x"\n[aliases] # c\n',
      )
      for (const key of ['aws_vault', 'aws_valt', 'accounts.123456789012']) {
        const { exitCode, stderr } = await alice.awsenv('config', 'unset', key)
        assert.is(exitCode, 0, stderr)
        assert.match(stderr, `${key} is no longer set`)
      }
      assert.is(settings(alice), '# mine\n# b\n[aliases] # c\n')
    }))

  test('a file that is not understood is an error with its place, and is left alone', () =>
    tell(async ({ alice }) => {
      settings(alice, 'aws_vault = true\nbrowser = maybe\n')
      for (const args of [['list'], ['get', 'aws_vault'], ['set', 'aws_vault', 'false'], ['unset', 'aws_vault']]) {
        const { exitCode, stderr, script } = await alice.awsenv('config', ...args)
        assert.equal([exitCode, script], [1, ''])
        assert.match(stderr, /config\.toml", line 2: /)
      }
      assert.is(settings(alice), 'aws_vault = true\nbrowser = maybe\n')
    }))

  test('list shows what holds, where it comes from, and which profile an alias hides', () =>
    tell(async ({ alice }) => {
      settings(alice, 'aws_vault = true\nendpoins = 1\n[aliases]\ndefault = "123456789012 Admin"\nx = "default"\n')
      const { exitCode, script, stderr } = await alice.awsenv('config', 'list')
      assert.is(exitCode, 0, stderr)
      assert.equal(
        script.split('\n').map(line => line.replace(/ {2,}/g, '|')),
        [
          'aws_vault|true|line 1',
          'aliases.default|123456789012 Admin|line 4 (hides profile "default")',
          'aliases.x|default|line 5',
          'ready|true|default',
          'ask|terminal|default',
          'endpoints|[]|default',
          'proxies|[]|default',
          'ca_bundles|[]|default',
          'browser|default',
          'browser_per|account|default',
          'browser_sign_out|false|default',
          'profile_template|{account_name}/{role_name}|default',
          '',
        ],
      )
      assert.match(stderr, /"endpoins" in ".*", line 2, is not a setting: did you mean "endpoints"\?/)
      assert.match(stderr, path(alice))
    }))

  test('list --json is JSON', () =>
    tell(async ({ alice }) => {
      const nothing = JSON.parse((await alice.awsenv('config', 'list', '--json')).script)
      assert.equal(nothing.file, { path: path(alice), found: false })
      settings(alice, '[accounts.123456789012]\nconfirm = true\n[aliases]\ndefault = { role = "x" }\n')
      const { file, settings: rows } = JSON.parse((await alice.awsenv('config', 'list', '--json')).script)
      assert.is(file.found, true)
      assert.equal(rows.slice(0, 2), [
        { key: 'accounts.123456789012.confirm', value: true, line: 2 },
        { key: 'aliases.default', value: { role: 'x' }, line: 4, hidesProfile: 'default' },
      ])
    }))

  test('dump gives the files as they are understood, and never a secret', () =>
    tell(async ({ world, alice }) => {
      alice.write('credentials', keyOf('work', world.alice, 'the+session+token'))
      alice.write(
        'config',
        '[profile work]\nregion = eu-west-1\nmy_password = hunter2\nproxy = http://bob:hunter2@proxy:3128\ns3 =\n  a = 1\n  b_secret = hush\n[profile __proto__]\nregion = x\n[sso-session corp]\nsso_start_url = https://corp.example.org\nsso_registration_scopes = a\n',
      )
      const { exitCode, script, stderr } = await alice.awsenv('config', 'dump', '--json')
      assert.is(exitCode, 0, stderr)
      for (const secret of [world.alice.secretAccessKey, 'the+session+token', 'hunter2', 'hush'])
        assert.not.match(script, secret)
      const dump = JSON.parse(script)
      assert.equal(dump.profiles.work, {
        region: 'eu-west-1',
        my_password: '[secret]',
        proxy: 'http://bob:[secret]@proxy:3128',
        s3: '[secret]',
        aws_access_key_id: world.alice.accessKeyId,
        aws_secret_access_key: '[secret]',
        aws_session_token: '[secret]',
      })
      assert.equal(Object.keys(dump.profiles), ['work', '__proto__'])
      assert.equal(dump.sso_sessions, {
        corp: { sso_start_url: 'https://corp.example.org', sso_registration_scopes: 'a' },
      })
    }))
})
