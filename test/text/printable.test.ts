import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { printable, printableLines } from '../../src/text/printable.ts'
import { describe } from '../support/describe.ts'

describe('printable', test => {
  for (const [what, text, shown] of [
    ['plain text', 'Admin@123456789012', 'Admin@123456789012'],
    ['other scripts and emoji', 'é漢字 👩🏽', 'é漢字 👩🏽'],
    ['a colour (CSI)', '\u001b[31mred', '?[31mred'],
    ['the eight-bit CSI', '\u009b31m', '?31m'],
    ['a clipboard write (OSC 52)', '\u001b]52;c;aGk=\u0007', '?]52;c;aGk=?'],
    ['a carriage return, which overwrites the line', 'ok\rno', 'ok?no'],
    ['right-to-left override (CVE-2021-42574)', 'a\u202eb', 'a?b'],
    ['zero width', 'a\u200bb\ufeffc', 'a?b?c'],
    ['a lone surrogate', 'a\ud800b\udc00', 'a?b?'],
    ['NUL, BS, DEL', '\0\b\u007f', '???'],
  ] as const) {
    test(`${what}: ${JSON.stringify(shown)}`, () => {
      assert.is(printable(text), shown)
    })
  }

  test('lines stay lines, and nothing else passes', () => {
    assert.is(printableLines('which?\n  1  a\u001b[2J\r\n  2  b'), 'which?\n  1  a?[2J?\n  2  b')
  })

  test('never leaves a control character, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        text => !/\p{Cc}/u.test(printable(text)) && printable(text).isWellFormed(),
      ),
    )
  })
})
