import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { clockTime, duration, parseDuration } from '../../src/model/duration.ts'
import { describe } from '../support/describe.ts'

describe('duration', test => {
  for (const [text, seconds] of [
    ['900', 900],
    ['3600s', 3600],
    ['90m', 5400],
    ['12h', 43_200],
    ['1h30m', 5400],
    ['1H30M', 5400],
    ['1h0m30s', 3630],
    ['36h', 129_600],
    [' 15m ', 900],
  ] as const) {
    test(`"${text}" is ${seconds} s`, () => {
      assert.is(parseDuration(text, 900, 129_600), seconds)
    })
  }

  for (const text of [
    '',
    ' ',
    'h',
    '1.5h',
    '-900',
    '1d',
    '30m1h',
    '1h1h',
    '0x384',
    '９００',
    '900 s',
    'NaN',
    '1e3',
    '$(id)',
  ]) {
    test(`"${text}" is no duration, and the message says what is`, () => {
      assert.throws(() => parseDuration(text, 900, 129_600), /is not a duration/)
    })
  }

  for (const text of ['899', '129601', '0', '37h', '14m59s']) {
    test(`"${text}" is out of AWS's bounds, which the hint names`, () => {
      try {
        parseDuration(text, 900, 129_600)
        assert.unreachable()
      } catch (error) {
        assert.match((error as Error).message, 'out of bounds')
        assert.match((error as { hint: string }).hint, '900 to 129600 seconds (15m to 36h)')
      }
    })
  }

  for (const [seconds, text] of [
    [0, '0s'],
    [-5, '0s'],
    [59, '59s'],
    [60, '1m'],
    [3599, '59m'],
    [3600, '1h'],
    [5400, '1h 30m'],
    [43_200, '12h'],
  ] as const) {
    test(`${seconds} s read as ${text}`, () => {
      assert.is(duration(seconds), text)
    })
  }

  test('what is said can be typed again, to the minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 900, max: 129_600 }), seconds => {
        const again = parseDuration(duration(seconds).replaceAll(' ', ''), 0, 200_000)
        return again <= seconds && seconds - again < 60
      }),
    )
  })

  test('a moment of another day comes with its day', () => {
    const noon = new Date(2026, 10, 25, 12, 0).getTime()
    assert.is(clockTime(noon / 1000 + 3600, noon), '13:00')
    assert.is(clockTime(noon / 1000 + 86_400, noon), '2026-11-26 12:00')
  })
})
