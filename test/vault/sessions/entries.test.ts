import * as assert from 'uvu/assert'
import {
  type EntryKind,
  entryName,
  entryNamed,
  entryOf,
  hashOf,
  isCleared,
  KINDS,
  rememberedValue,
} from '../../../src/vault/sessions/entries.ts'
import { describe } from '../../support/describe.ts'

const kinds = Object.keys(KINDS) as EntryKind[]
const ofShell = { accessKeyId: 'ASIAACTIVE', accountId: '123456789012' }

describe('the entries of the session vault', test => {
  test('a name is found again by its kind and its id, whatever the id is', () => {
    for (const kind of kinds) {
      for (const id of ['', 'a-b', 'role-1', hashOf('a', 1, undefined)])
        assert.equal(entryNamed(entryName(kind, id)), { kind, id })
    }
  })

  test('no kind is the beginning of another, and what a later awsenv wrote is none of them', () => {
    for (const kind of kinds) assert.equal(entryNamed(`${kind}-x`)?.kind, kind)
    assert.is(entryNamed('sso-token-1'), undefined)
    assert.is(entryNamed('roles'), undefined)
  })

  test('the names stay what earlier versions wrote', () => {
    assert.is(entryName('used-codes', 'GAHT12345678'), 'used-codes-GAHT12345678')
    assert.is(hashOf('AKIA', undefined), 'b532787703823dd0c375652e0878aeed')
  })

  test('an entry lives as long as its kind says', () => {
    assert.equal(entryOf('confirmation', null, 1_000_000), { value: null, expires: 1_900 })
    assert.equal(entryOf('used-codes', ['123456'], 0), { value: ['123456'], expires: 120 })
  })

  test('a value is read back by its kind', () => {
    const vault = new Map([[entryName('unlocked', 'k'), entryOf('unlocked', 'text', 0)]])
    assert.is(rememberedValue(vault, 'unlocked', 'k'), 'text')
    assert.is(rememberedValue(vault, 'unlocked', 'other'), undefined)
  })

  for (const [kind, byShell, byAll] of [
    ['role', true, true],
    ['login', true, true],
    ['confirmation', true, true],
    ['unlocked', false, true],
    ['identity', false, false],
    ['mfa-device', false, false],
    ['failure', false, false],
    ['restore', false, false],
    ['used-codes', false, false],
    ['keys', false, false],
  ] as const) {
    test(`clear ${byShell ? 'forgets' : 'keeps'} ${kind} of this shell, and clear --all ${byAll ? 'forgets' : 'keeps'} it`, () => {
      const id = kind === 'confirmation' ? ofShell.accountId : 'x'
      const entry = { value: { accessKeyId: ofShell.accessKeyId }, expires: 1 }
      assert.is(isCleared(entryName(kind, id), entry, ofShell), byShell)
      assert.is(isCleared(entryName(kind, id), entry, 'all'), byAll)
    })
  }

  test("clear keeps another shell's session, another account's confirmation, and what it does not know", () => {
    const other = { value: { accessKeyId: 'ASIAOTHER' }, expires: 1 }
    assert.not(isCleared(entryName('role', 'x'), other, ofShell))
    assert.not(isCleared(entryName('confirmation', '210987654321'), other, ofShell))
    assert.not(isCleared('sso-token-1', other, 'all'))
  })
})
