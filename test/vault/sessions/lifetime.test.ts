import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { isAlive, withDate } from '../../../src/vault/sessions/lifetime.ts'
import { describe } from '../../support/describe.ts'

describe('vault/sessions/lifetime', test => {
  const NOW = 1_800_000_000
  const at = (now: number, uptime: number) => ({ now, uptime })
  const LIFE = 900
  const entry = withDate({ value: 'key', expires: NOW + LIFE }, at(NOW, 5_000))

  test('2.7 however the clock is turned, nothing lives longer than it was given, by a minute at most', () =>
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(1e6), (turned, passed) => {
        const alive = isAlive('unlocked-x', entry, at(NOW + passed + turned, 5_000 + passed))
        if (passed >= LIFE) assert.not(alive)
        if (turned === 0) assert.is(alive, passed < LIFE)
      }),
    ))

  test('2.7 what was made in the future is over, and never shows more time than it was given', () => {
    assert.not(isAlive('unlocked-x', entry, at(NOW - 24 * 3600, 5_001)))
    assert.ok(isAlive('unlocked-x', entry, at(NOW - 30, 5_001)), 'clocks are corrected by a little')
  })

  test('after a restart of the system the clock decides', () => {
    assert.ok(isAlive('unlocked-x', entry, at(NOW + 60, 10)))
    assert.not(isAlive('unlocked-x', entry, at(NOW + LIFE, 10)))
  })

  test('what lasts is not hidden by a clock that was turned back', () => {
    const lasting = withDate({ value: 'original', expires: NOW + LIFE }, at(NOW, 5_000))
    assert.ok(isAlive('restore-x', lasting, at(NOW - 24 * 3600, 5_001)))
    assert.not(isAlive('restore-x', lasting, at(NOW + LIFE, 5_001)))
  })

  test('an entry of an older awsenv, which has no date, lives by the clock', () =>
    assert.equal(
      [NOW, NOW + LIFE].map(now => isAlive('role-x', { value: 1, expires: NOW + LIFE }, at(now, 1))),
      [true, false],
    ))
})
