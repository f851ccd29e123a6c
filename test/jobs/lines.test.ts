import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { lineCutter } from '../../src/jobs/lines.ts'
import { describe } from '../support/describe.ts'

describe('jobs/lines', test => {
  const cut = (chunks: readonly Uint8Array[], longest?: number) => {
    const cutter = lineCutter(longest)
    const lines = chunks.flatMap(chunk => [...cutter.take(chunk)])
    return [...lines, ...cutter.rest()].map(line => Buffer.from(line).toString('latin1'))
  }
  const bytes = (text: string) => Buffer.from(text, 'latin1')

  for (const [title, chunks, lines] of [
    ['whole lines', ['a\nb\n'], ['a', 'b']],
    ['a line in pieces', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['empty lines', ['\n\n', '\n'], ['', '', '']],
    ['no line break at the end', ['a\nb'], ['a', 'b']],
    ['nothing', ['', ''], []],
    ['other bytes as they are', ['\x00\xff\r\n\xe2\x82'], ['\x00\xff\r', '\xe2\x82']],
  ] as const) {
    test(title, () => assert.equal(cut(chunks.map(bytes)), lines))
  }

  /** Text with many line breaks, and where it is cut into chunks. */
  const streams = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\x00', '\xff'), maxLength: 60 }),
    at: fc.array(fc.nat(60), { maxLength: 6 }),
  })
  const chunksOf = ({ text, at }: { text: string; at: readonly number[] }) => {
    const edges = [0, ...at.filter(place => place < text.length).sort((a, b) => a - b), text.length]
    return edges.slice(1).map((end, index) => bytes(text.slice(edges[index], end)))
  }

  test('however it arrives, the lines are those of the whole text', () => {
    fc.assert(
      fc.property(streams, stream => {
        const lines = stream.text.split('\n')
        assert.equal(cut(chunksOf(stream)), lines.at(-1) === '' ? lines.slice(0, -1) : lines)
      }),
    )
  })

  test('no line is longer than allowed, and not a byte is lost', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 9 }), (stream, longest) => {
        const lines = cut(chunksOf(stream), longest)
        assert.ok(lines.every(line => line.length <= longest))
        assert.is(lines.join(''), stream.text.replaceAll('\n', ''))
      }),
    )
  })
})
