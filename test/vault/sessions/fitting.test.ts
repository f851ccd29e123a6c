import fc from 'fast-check'
import * as assert from 'uvu/assert'
import type { Entry } from '../../../src/vault/payload.ts'
import { encodePayload } from '../../../src/vault/payload.ts'
import { dropFirst } from '../../../src/vault/sessions/fitting.ts'
import { describe } from '../../support/describe.ts'

describe('dropFirst', test => {
  const entries = () =>
    new Map<string, Entry>([
      ['role-late', { value: 'x', expires: 300 }],
      ['role-soon', { value: 'x', expires: 100 }],
      ['role-fresh', { value: 'x', expires: 50 }],
      ['used-codes-device', { value: ['123456'], expires: 10 }],
      ['role-next', { value: 'x', expires: 200 }],
    ])
  const after = (bytes: number) => {
    const left = entries()
    dropFirst(left, new Set(['role-fresh']), bytes)
    return [...left.keys()]
  }

  test('drops what ends first, then what is fresh, and last what must not be forgotten', () => {
    assert.equal(after(0), [...entries().keys()])
    assert.equal(after(1), ['role-late', 'role-fresh', 'used-codes-device', 'role-next'])
    assert.equal(after(60), ['role-late', 'role-fresh', 'used-codes-device'])
    assert.equal(after(100), ['role-fresh', 'used-codes-device'])
    assert.equal(after(140), ['used-codes-device'])
    assert.equal(after(10_000), [])
  })

  test('saves as many bytes of the payload as it is told, and no entry more than that takes', () => {
    const entry = fc.record({ value: fc.string({ unit: 'binary' }), expires: fc.integer({ min: 0, max: 1e10 }) })
    const named = fc.array(fc.tuple(fc.string({ unit: 'binary' }), entry))
    fc.assert(
      fc.property(named, fc.integer({ min: 0, max: 500 }), (pairs, bytes) => {
        const all = new Map<string, Entry>(pairs)
        const size = () => encodePayload({ entries: all, others: {} }).byteLength
        const before = size()
        dropFirst(all, new Set(), bytes)
        assert.ok(all.size === 0 || before - size() >= bytes)
      }),
    )
  })
})
