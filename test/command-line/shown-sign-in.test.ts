import * as assert from 'uvu/assert'
import { shownLife } from '../../src/command-line/shown-sign-in.ts'
import { describe } from '../support/describe.ts'

describe('how long a sign-in lasts, in words', test => {
  const NOW = new Date(2026, 10, 26, 12, 0).getTime()
  const LOGIN = 'awsenv login acme'
  for (const [minutes, isRenewed, said] of [
    [59, true, 'until 12:59 (59m), then renewed by itself'],
    [59, false, 'until 12:59 (59m)'],
    [-1, true, 'renewed at its next use'],
    [-1, false, 'over; to sign in: awsenv login acme'],
    [0, false, 'over; to sign in: awsenv login acme'],
  ] as const) {
    test(`${minutes} minutes${isRenewed ? ', renewed' : ''}: ${said}`, () => {
      assert.is(shownLife({ until: NOW / 1000 + minutes * 60, isRenewed }, LOGIN, NOW), said)
    })
  }

  test('nobody has signed in', () => {
    assert.is(shownLife(undefined, LOGIN, NOW), 'signed out; to sign in: awsenv login acme')
  })
})
