import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { linesOf } from '../../src/profiles/ini.ts'
import { describe } from '../support/describe.ts'
import { messageOf } from './shared-files.ts'

describe('the lines of a shared file', test => {
  const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding))
  const fault = (bytes: Uint8Array) =>
    messageOf(() => linesOf(bytes, 'f')).replace('AwsenvError: cannot read "f", ', '')

  test('end in LF or CRLF', () => assert.equal(linesOf(bytesOf('a\nb\r\n\nc'), 'f'), ['a', 'b', '', 'c']))

  test('have no BOM', () => assert.equal(linesOf(bytesOf('\ufeffa'), 'f'), ['a']))

  // The SDK for JavaScript reads each of these as a file without profiles (@smithy/core/config).
  const refused: [title: string, bytes: Uint8Array, message: string][] = [
    ['UTF-16LE with a BOM', bytesOf('\ufeff[default]', 'utf16le'), 'line 1: the encoding is UTF-16'],
    [
      'UTF-16BE with a BOM',
      new Uint8Array(Buffer.from('\ufeff[default]', 'utf16le').swap16()),
      'line 1: the encoding is UTF-16',
    ],
    ['UTF-16LE without a BOM', bytesOf('[default]', 'utf16le'), 'line 1: there is a NUL byte; is the encoding UTF-16?'],
    ['a NUL byte', bytesOf('a\nb\0'), 'line 2: there is a NUL byte; is the encoding UTF-16?'],
    ['CR as the line end', bytesOf('[default]\rx = y\r'), 'line 1: there is a carriage return without a line feed'],
    ['a CR within a line', bytesOf('a\r\nx = y\rz\r\n'), 'line 2: there is a carriage return without a line feed'],
  ]
  for (const [title, bytes, message] of refused) test(`refuses ${title}`, () => assert.is(fault(bytes), message))

  test('may have a comment in Shift_JIS: every byte of it survives, and the other lines are as they were', () => {
    const comment = [0x23, 0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x83, 0x5c]
    const [first, second, third] = linesOf(new Uint8Array([...bytesOf('é\n'), ...comment, ...bytesOf('\nü')]), 'f')
    assert.is(first, 'é')
    assert.equal(bytesIn(second ?? ''), comment)
    assert.is(third, 'ü')
  })

  test('any bytes give lines or an AwsenvError, and each line that is not UTF-8 keeps its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const expected = /^(no error|AwsenvError: cannot read "f", line \d+: .*)$/
        assert.match(
          messageOf(() => linesOf(bytes, 'f')),
          expected,
        )
        const line = bytes.filter(byte => byte !== 0x0a && byte !== 0x0d && byte !== 0)
        const raw = [0x23, 0xff, 0x20, ...line]
        assert.equal(bytesIn(linesOf(new Uint8Array(raw), 'f')[0] ?? ''), raw)
      }),
    )
  })

  function bytesIn(line: string): number[] {
    return Array.from(line, char => char.charCodeAt(0) & 0xff)
  }
})
