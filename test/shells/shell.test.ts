import * as assert from 'uvu/assert'
import { checkedEntries } from '../../src/shells/shell.ts'
import { describe } from '../support/describe.ts'

describe('shells/shell', test => {
  test('4: gives the entries of a change in its own order', () => {
    assert.equal(checkedEntries({ B: '1', A: undefined }), [
      ['B', '1'],
      ['A', undefined],
    ])
  })

  for (const name of ['', 'a', 'A-B', '1A', 'A=B', 'A B', 'A\n', 'Ä', '$(id)', 'A;B']) {
    test(`4: refuses ${JSON.stringify(name)} as a name`, () => {
      assert.throws(() => checkedEntries({ [name]: 'x' }), /can't be the name of a variable/)
      assert.throws(() => checkedEntries({ [name]: undefined }), /can't be the name of a variable/)
    })
  }

  test('4: refuses a NUL and a lone surrogate, and shows no part of the value', () => {
    for (const value of ['hunter2\0', '\ud800hunter2', 'hunter2\udc00']) {
      try {
        checkedEntries({ AWS_SECRET_ACCESS_KEY: value })
        assert.unreachable()
      } catch (error) {
        assert.match(String(error), /AWS_SECRET_ACCESS_KEY/)
        assert.not.match(String(error), /hunter2/)
      }
    }
  })
})
