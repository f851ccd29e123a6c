import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { checked, unknownKeys } from '../../src/settings/schema.ts'
import { accountOf, aliasNamed, DEFAULTS, type Settings } from '../../src/settings/settings.ts'
import { describe } from '../support/describe.ts'
import { parsed } from './parsed.ts'

describe('settings', test => {
  const settingsIn = (toml: string): Settings => {
    const result = checked(parsed(toml))
    assert.ok('settings' in result, JSON.stringify(result))
    return result.settings
  }

  const valid: readonly [toml: string, settings: Partial<Settings>][] = [
    ['', {}],
    ['aws_vault = true', { aws_vault: true }],
    [
      'endpoints = ["sts.example.org", "10.0.0.1", "gateway", "127.0.0.1:4566"]',
      { endpoints: ['sts.example.org', '10.0.0.1', 'gateway', '127.0.0.1:4566'] },
    ],
    [
      `browser = 'firefox "-P {account} {role}" {name} --url={url}'`,
      { browser: 'firefox "-P {account} {role}" {name} --url={url}' },
    ],
    ['browser = ""', { browser: '' }],
    ['browser = "firefox {container}"\nbrowser_per = "role"', { browser: 'firefox {container}', browser_per: 'role' }],
    ['[aliases]\nprod = "123456789012 team/Admin"', { aliases: { prod: '123456789012 team/Admin' } }],
    ['aliases."a.b@c+d_1-" = "my profile"', { aliases: { 'a.b@c+d_1-': 'my profile' } }],
    ['aliases.12345678901 = "x"', { aliases: { '12345678901': 'x' } }],
    [
      'aliases.p = { role = "arn:aws-cn:iam::123456789012:role/a/b", from = "w", region = "cn-north-1", duration = "1h30m", external_id = "a:b", session_name = "me" }',
      {
        aliases: {
          p: {
            role: 'arn:aws-cn:iam::123456789012:role/a/b',
            from: 'w',
            region: 'cn-north-1',
            duration: '1h30m',
            external_id: 'a:b',
            session_name: 'me',
          },
        },
      },
    ],
    [
      '[accounts.123456789012]\nname = "Prod-1"\nconfirm = true\nallow_yes = false\nduration = 14400\ncolour = "red"\nfrom = "work"\n[accounts."000000000000"]\nname = "Büro"\ncolour = "magenta"',
      {
        accounts: {
          '123456789012': {
            name: 'Prod-1',
            confirm: true,
            allow_yes: false,
            duration: 14400,
            colour: 'red',
            from: 'work',
          },
          '000000000000': { name: 'Büro', colour: 'magenta' },
        },
      },
    ],
  ]
  for (const [toml, settings] of valid)
    test(`takes ${JSON.stringify(toml)}`, () => assert.equal(settingsIn(toml), { ...DEFAULTS, ...settings }))

  const invalid: readonly [toml: string, path: string, needed: RegExp][] = [
    ['aws_vault = "yes"', 'aws_vault', /true or false/],
    ['aws_vault = 1', 'aws_vault', /true or false/],
    ['endpoints = "sts.example.org"', 'endpoints', /list of names of hosts/],
    ['endpoints = ["https://sts.example.org"]', 'endpoints', /without https/],
    ['endpoints = ["sts.example.org:https"]', 'endpoints', /port/],
    ['endpoints = ["STS.example.org"]', 'endpoints', /lower case/],
    ['endpoints = [1]', 'endpoints', /list/],
    ['proxies = ["http://proxy:3128"]', 'proxies', /without https/],
    ['ca_bundles = ["ca.pem"]', 'ca_bundles', /absolute paths/],
    ['ca_bundles = "/etc/ca.pem"', 'ca_bundles', /list/],
    ['browser = "firefox"', 'browser', /\{url\} or \{container\} has to be in it/],
    ['browser = "{url}"', 'browser', /a command line/],
    ['browser = "firefox {url} {folder}"', 'browser', /\{account\}/],
    ['browser = "firefox {profile}"', 'browser', /\{url\} or \{container\} has to be in it/],
    ['browser_per = "region"', 'browser_per', /account or role/],
    [`browser = "firefox 'a {url}"`, 'browser', /a command line/],
    ['browser = ["firefox", "{url}"]', 'browser', /a command line/],
    ['aliases = "x"', 'aliases', /a table/],
    ['[[aliases]]\nrole = "x"', 'aliases', /a table/],
    ['aliases.123456789012 = "x"', 'aliases 123456789012', /letters, digits/],
    ['aliases."-" = "x"', 'aliases -', /letters, digits/],
    ['aliases."--from" = "x"', 'aliases --from', /letters, digits/],
    ['aliases."a b" = "x"', 'aliases a b', /letters, digits/],
    ['aliases."arn:x" = "x"', 'aliases arn:x', /letters, digits/],
    [`aliases.${'x'.repeat(65)} = "x"`, `aliases ${'x'.repeat(65)}`, /64 at most/],
    ['aliases.__proto__ = "x"', 'aliases __proto__', /./],
    ['aliases.p = ""', 'aliases p', /ARN of a role, "ACCOUNT ROLE"/],
    ['aliases.p = 1', 'aliases p', /a table/],
    ['aliases.p = "123456789012"', 'aliases p', /ACCOUNT ROLE/],
    ['aliases.p = "123456789012  Admin"', 'aliases p', /ACCOUNT ROLE/],
    ['aliases.p = "123456789012 Admin x"', 'aliases p', /ACCOUNT ROLE/],
    ['aliases.p = "123456789012 $(id)"', 'aliases p', /ACCOUNT ROLE/],
    ['aliases.p = "arn:aws:iam::123456789012:user/x"', 'aliases p', /ARN of a role/],
    ['aliases.p = "a\\u001b[2J"', 'aliases p', /profile/],
    ['aliases.p = {}', 'aliases p role', /ARN of a role/],
    ['aliases.p = { role = "x", duration = "10m" }', 'aliases p duration', /15 minutes to 12 hours/],
    ['aliases.p = { role = "x", duration = "13h" }', 'aliases p duration', /15 minutes to 12 hours/],
    ['aliases.p = { role = "x", duration = -900 }', 'aliases p duration', /seconds/],
    ['aliases.p = { role = "x", region = "x@evil" }', 'aliases p region', /eu-central-1/],
    ['aliases.p = { role = "x", external_id = "$(id)" }', 'aliases p external_id', /2 to 1224/],
    ['aliases.p = { role = "x", session_name = "a b" }', 'aliases p session_name', /2 to 64/],
    ['aliases.p = { role = "x", from = "" }', 'aliases p from', /profile/],
    ['[accounts.12345678901]\nname = "x"', 'accounts 12345678901', /12 digits/],
    ['accounts.123456789012 = "x"', 'accounts 123456789012', /a table/],
    ['accounts.123456789012.name = "a@b"', 'accounts 123456789012 name', /1 to 64/],
    ['accounts.123456789012.name = "a b"', 'accounts 123456789012 name', /1 to 64/],
    ['accounts.123456789012.name = "$(id)"', 'accounts 123456789012 name', /1 to 64/],
    ['accounts.123456789012.colour = "orange"', 'accounts 123456789012 colour', /red, yellow/],
    ['accounts.123456789012.colour = "#fff"', 'accounts 123456789012 colour', /red, yellow/],
    ['accounts.123456789012.confirm = "true"', 'accounts 123456789012 confirm', /true or false/],
    [
      'accounts.123456789012.name = "x"\naccounts.210987654321.name = "x"',
      'accounts 210987654321 name',
      /no other account has/,
    ],
  ]
  for (const [toml, path, needed] of invalid) {
    test(`refuses ${JSON.stringify(toml.slice(0, 80))}`, () => {
      const result = checked(parsed(toml))
      assert.ok('faults' in result, 'it was taken')
      assert.is(result.faults[0]?.path.join(' '), path)
      assert.match(result.faults[0]?.needed ?? '', needed)
    })
  }

  test('tells every fault', () => {
    const result = checked(parsed('aws_vault = 1\nbrowser = 2\naliases.p = 3'))
    assert.is('faults' in result && result.faults.length, 3)
  })

  const unknown: readonly [toml: string, path: string, near: string[]][] = [
    ['aws_valt = true', 'aws_valt', ['aws_vault']],
    ['something = true', 'something', []],
    ['[alises]\nx = "y"', 'alises', ['aliases']],
    ['[accounts.123456789012]\ncolor = "red"', 'accounts 123456789012 color', ['colour']],
    ['aliases.p = { role = "x", sesion_name = "y" }', 'aliases p sesion_name', ['session_name']],
  ]
  for (const [toml, path, near] of unknown) {
    test(`takes what it doesn't know, and tells: ${toml.split('\n').join(' ')}`, () => {
      settingsIn(toml)
      assert.equal(
        unknownKeys(parsed(toml)).map(({ path, near }) => [path.join(' '), near]),
        [[path, near]],
      )
    })
  }

  test('of what is known, nothing is unknown', () => {
    for (const [toml] of valid) assert.equal(unknownKeys(parsed(toml)), [])
  })

  test('only what was set is an alias, or is said of an account, whatever objects inherit', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      assert.is(aliasNamed(DEFAULTS, name), undefined)
      assert.equal(accountOf(DEFAULTS, name), {})
    }
    assert.equal(aliasNamed({ ...DEFAULTS, aliases: { p: 'x' } }, 'p'), { role: 'x' })
  })

  test('never throws, whatever the data are', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('aliases', 'accounts', 'aws_vault', 'p', '123456789012', 'role', 'a"]: b') }),
        data => {
          const result = checked(data)
          assert.ok('settings' in result || result.faults.every(({ needed }) => needed !== ''))
          unknownKeys(data)
        },
      ),
    )
  })
})
