import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { MARK, type SyncedProfile, shownPlan, synced, syncPlan } from '../../src/install/sync-plan.ts'
import { describe } from '../support/describe.ts'

describe('config sync, without a file', test => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const text = (some: Uint8Array) => new TextDecoder().decode(some)
  const profile = (name: string, role = 'Admin'): SyncedProfile => ({
    name,
    keys: { sso_session: 'acme', sso_account_id: '300000000000', sso_role_name: role, [MARK]: 'acme' },
  })
  const wanted = (...names: readonly string[]) => ({
    profiles: names.map(name => profile(name)),
    marks: new Set(['acme']),
    reserved: new Set<string>(),
  })
  const lines = fc.constantFrom(
    '# a note',
    '',
    '[profile own]',
    'region = eu-west-1',
    '; x',
    '\toutput=json',
    '[default]',
  )
  const others = fc
    .tuple(fc.array(lines, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n'))
    .map(([some, end, last]) => ['[profile first]', 'a = b', ...some].join(end) + last)
  const roles = fc.uniqueArray(fc.constantFrom('a/Admin', 'b/Admin', 'c/Admin', 'd/Admin'))

  test('after it, everything that is wanted is there, what is not is gone, and the rest is as it was, byte for byte', () =>
    fc.assert(
      fc.property(others, roles, roles, (rest, first, second) => {
        const once = synced(bytes(rest), 'f', syncPlan(bytes(rest), 'f', wanted(...first)), true)
        const plan = syncPlan(once, 'f', wanted(...second))
        const twice = synced(once, 'f', plan, true)
        assert.equal(shownPlan(syncPlan(twice, 'f', wanted(...second)), true), [])
        const none = synced(twice, 'f', syncPlan(twice, 'f', wanted()), true)
        assert.is(text(none), rest)
        for (const name of second) assert.ok(text(twice).includes(`[profile ${name}]`))
        for (const name of first.filter(one => !second.includes(one))) assert.not.ok(text(twice).includes(name))
      }),
    ))

  test('a profile of another session, or of the user, is not touched', () => {
    const theirs = bytes(`[profile a/Admin]\nsso_session = other\n${MARK} = other\n[profile b/Admin]\nregion = x\n`)
    const plan = syncPlan(theirs, 'f', wanted('a/Admin', 'b/Admin'))
    assert.equal([plan.taken, plan.added, plan.changed, plan.gone], [['a/Admin', 'b/Admin'], [], [], []])
    assert.is(text(synced(theirs, 'f', plan, true)), text(theirs))
  })
})
