import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { namesTexts, roleLine } from '../../src/completion/names-text.ts'
import { mergeProfiles } from '../../src/profiles/merge.ts'
import { parse } from '../../src/profiles/parse.ts'
import { DEFAULTS, type Settings } from '../../src/settings/settings.ts'
import { describe } from '../support/describe.ts'
import { hostileValues } from '../support/hostile-values.ts'

describe('credentials: names for completion', test => {
  const profilesOf = (config: string) => {
    const read = (text: string) => parse(new TextEncoder().encode(text), '/home/alice/.aws/config', 'config')
    return mergeProfiles(read(config), read(''), [])
  }
  const texts = (config: string, settings: Partial<Settings> = {}, roles: readonly string[] = [], before?: string) =>
    namesTexts(profilesOf(config), { ...DEFAULTS, ...settings }, [], roles, before)
  const names = (...args: Parameters<typeof texts>) =>
    Object.fromEntries(
      Object.entries(texts(...args)).flatMap(([kind, text]) =>
        text === '' ? [] : [[kind, text.split('\n').slice(0, -1)]],
      ),
    )

  const UNIT = fc.constantFrom(...'aB0-_./ é(デ', '\u{1f600}', '\uff21', '\ue000')
  const ADMIN = 'arn:aws:iam::123456789012:role/team/Admin'

  test('a profile is offered where profiles are, and as a target where it has a role', () => {
    assert.equal(names(`[profile prod]\nrole_arn = ${ADMIN}\n[default]\nregion = eu-west-1\n`), {
      target: ['prod'],
      account: ['123456789012'],
      role: ['123456789012\tteam/Admin'],
      profile: ['default', 'prod'],
      region: ['eu-west-1'],
    })
  })

  test('an account of the settings is offered by id and by name, and its roles behind both', () => {
    const settings = {
      aliases: { adm: '123456789012 Admin' },
      accounts: { '123456789012': { name: 'production' }, '210987654321': {} },
    }
    assert.equal(names('', settings), {
      alias: ['adm'],
      account: ['123456789012', '210987654321', 'production'],
      role: ['123456789012\tAdmin', 'production\tAdmin'],
      key: ['accounts.123456789012.name', 'aliases.adm'],
    })
  })

  test('a role that was seen stays, under the name that its account has by now', () => {
    const { role: before } = texts('', { accounts: { '123456789012': { name: 'old' } } }, [ADMIN])
    assert.ok(before.includes('old\tteam/Admin\n'))
    assert.equal(names('', {}, [], before), { account: ['123456789012'], role: ['123456789012\tteam/Admin'] })
    assert.ok(before.includes(`${roleLine(ADMIN)}\n`))
  })

  test('a name with a control character in it, or one that would be an option, is left out', () => {
    const aliases = Object.fromEntries([...hostileValues, '-x'].map(name => [name, '123456789012 Admin']))
    const { alias = [] } = names('', { aliases })
    assert.ok(alias.length > 20)
    assert.equal(
      alias.filter(name => /^-|[\0-\x1f\x7f-\x9f]/.test(name) || name === ''),
      [],
    )
    assert.equal(
      alias.filter(name => !hostileValues.includes(name)),
      [],
    )
  })

  test('nothing that a profile keeps secret is in it', () => {
    const config =
      '[default]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary/secret\nexternal_id = canary\n'
    assert.not.match(JSON.stringify(texts(config)), /canary/i)
  })

  test('an account of IAM Identity Center is offered by id and by name, and its roles behind both', () => {
    const assigned = [
      { accountId: '300000000000', accountName: 'Data Platform', roles: ['Admin', 'ReadOnly'] },
      { accountId: '300000000001', accountName: 'Not\nlisted yet' },
    ]
    const { account, role, target } = namesTexts(profilesOf(''), DEFAULTS, assigned, [], undefined)
    assert.is(account, '300000000000\n300000000001\nData Platform\n')
    const lines = ['300000000000\tAdmin', '300000000000\tReadOnly', 'Data Platform\tAdmin', 'Data Platform\tReadOnly']
    assert.equal([role, target], [lines.map(line => `${line}\n`).join(''), ''])
  })

  test('the lines of a text are in the order of their bytes, whatever is in them', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: UNIT })), some => {
        const aliases = Object.fromEntries([...some, '\u{1f600}', '\uff21'].map(name => [name, '123456789012 Admin']))
        const { alias } = texts('', { aliases })
        const lines = alias
          .split('\n')
          .slice(0, -1)
          .map(line => Buffer.from(line))
        assert.equal(lines, [...lines].sort(Buffer.compare))
      }),
      { numRuns: 30 },
    ))
})
