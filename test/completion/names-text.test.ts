import * as assert from 'uvu/assert'
import { namesText, roleLine } from '../../src/completion/names-text.ts'
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
  const text = (config: string, settings: Partial<Settings> = {}, roles: readonly string[] = [], before?: string) =>
    namesText(profilesOf(config), { ...DEFAULTS, ...settings }, roles, before)
  const lines = (...args: Parameters<typeof text>) =>
    text(...args)
      .split('\n')
      .slice(0, -1)

  const ADMIN = 'arn:aws:iam::123456789012:role/team/Admin'

  test('a profile is offered where profiles are, and as a target where it has a role', () => {
    assert.equal(lines(`[default]\nregion = eu-west-1\n[profile prod]\nrole_arn = ${ADMIN}\n`), [
      'target\tprod',
      'account\t123456789012',
      'role\t123456789012\tteam/Admin',
      'profile\tdefault',
      'profile\tprod',
      'region\teu-west-1',
    ])
  })

  test('an account of the settings is offered by id and by name, and its roles behind both', () => {
    const settings = {
      aliases: { adm: '123456789012 Admin' },
      accounts: { '123456789012': { name: 'production' }, '210987654321': {} },
    }
    assert.equal(lines('', settings), [
      'alias\tadm',
      'account\t123456789012',
      'account\tproduction',
      'account\t210987654321',
      'role\t123456789012\tAdmin',
      'role\tproduction\tAdmin',
      'key\taliases.adm',
      'key\taccounts.123456789012.name',
    ])
  })

  test('a role that was seen stays, under the name that its account has by now', () => {
    const before = text('', { accounts: { '123456789012': { name: 'old' } } }, [ADMIN])
    assert.ok(before.includes('role\told\tteam/Admin\n'))
    assert.equal(lines('', {}, [], before), ['account\t123456789012', 'role\t123456789012\tteam/Admin'])
    assert.ok(before.includes(`${roleLine(ADMIN)}\n`))
  })

  test('a name with a control character in it, or one that would be an option, is left out', () => {
    const aliases = Object.fromEntries([...hostileValues, '-x'].map(name => [name, '123456789012 Admin']))
    const names = lines('', { aliases }).flatMap(line => (line.startsWith('alias\t') ? line.slice(6) : []))
    assert.ok(names.length > 20)
    assert.equal(
      names.filter(name => /^-|[\0-\x1f\x7f-\x9f]/.test(name) || name === ''),
      [],
    )
    assert.equal(
      names,
      hostileValues.filter(name => names.includes(name)),
    )
  })

  test('nothing that a profile keeps secret is in it', () => {
    const config =
      '[default]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary/secret\nexternal_id = canary\n'
    assert.not.match(text(config), /canary/i)
  })
})
