import * as assert from 'uvu/assert'
import { cut, padded, table, widest } from '../../src/terminal/table.ts'
import { describe } from '../support/describe.ts'

describe('terminal/table', test => {
  test('columns are aligned by what a terminal shows, and no line ends in blanks', () => {
    const rows = [
      ['name', 'account', ''],
      ['日本語', '123456789012', 'x'],
      ['é', '', ''],
      ['🎉', '1', ''],
    ]
    assert.equal(table(rows).split('\n'), ['name    account', '日本語  123456789012  x', 'é', '🎉      1', ''])
  })

  test('there may be a hundred thousand rows, or none', () => {
    assert.is(table([]), '')
    assert.is(table(Array.from({ length: 100_000 }, () => ['a', 'b'])).length, 500_000)
  })

  test('a text that is too wide stays whole', () => {
    assert.is(padded('日本語', 4), '日本語')
    assert.is(widest(['a', '日本', 'abc']), 4)
  })

  test('4.8 what is wider than a line is cut at a letter, by the cells that it takes', () => {
    for (const [text, width, expected] of [
      ['deploy', 6, 'deploy'],
      ['deploy', 5, 'depl…'],
      ['日本語', 6, '日本語'],
      ['日本語', 5, '日本…'],
      ['日本語', 4, '日…'],
      ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
      ['👨‍👩‍👧x y', 4, '👨‍👩‍👧x…'],
      ['ab', 1, '…'],
      ['ab', 0, ''],
    ] as const) {
      assert.is(cut(text, width), expected)
      assert.ok(widest([cut(text, width)]) <= width)
    }
  })
})
