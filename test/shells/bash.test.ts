import * as assert from 'uvu/assert'
import { asciiQuoted } from '../../src/shells/bash.ts'
import { describe } from '../support/describe.ts'

describe('shells/bash', test => {
  for (const [value, quoted] of [
    ['', "''"],
    ["it's \\", "'it'\\''s \\'"],
    ['é', "$'\\xc3\\xa9'"],
    ["é'\\", "$'\\xc3\\xa9\\'\\\\'"],
    ['a\nb', "$'a\\x0ab'"],
    ['\x7f1', "$'\\x7f1'"],
    ['😀', "$'\\xf0\\x9f\\x98\\x80'"],
  ] as const) {
    test(`3, 5: writes ${JSON.stringify(value)} as ${quoted}`, () => {
      assert.is(asciiQuoted(value), quoted)
    })
  }
})
