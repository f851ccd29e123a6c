/** How the parser's time grows with the file: by ratios, which other processes can spoil, so not among the tests. */
import * as assert from 'uvu/assert'
import { parse } from '../../src/profiles/parse.ts'
import { messageOf } from '../profiles/shared-files.ts'
import { describe } from '../support/describe.ts'

describe('soak: a file thirty times as long', test => {
  const many = (count: number) =>
    Array.from(
      { length: count },
      (_, n) => `[profile p${n}]\nrole_arn = arn:aws:iam::123456789012:role/r${n}\nsource_profile = p0\n\n`,
    ).join('')
  const shapes: [title: string, text: (count: number) => string][] = [
    ['of profiles', many],
    ['of one profile again and again', count => '[profile a]\nx = y\n'.repeat(count)],
    ['of continued lines', count => `[default]\nx = y\n${' abcdefgh\n'.repeat(count * 4)}`],
    ['of sub-properties', count => `[default]\nx =\n${' a = b\n'.repeat(count * 4)}`],
    ['of blanks', count => `[default]\nx = a${' '.repeat(count * 40)}b`],
    ['of brackets', count => '['.repeat(count * 40)],
    ['of quotes', count => `[profile ${'""'.repeat(count * 40)}"]`],
  ]
  for (const [title, text] of shapes) {
    test(`${title} takes about thirty times as long, not nine hundred times`, () => {
      const timeOf = (bytes: Uint8Array) => {
        const start = performance.now()
        assert.match(
          messageOf(() => parse(bytes, 'f', 'config')),
          /^(no error|AwsenvError)/,
        )
        return performance.now() - start
      }
      const bytesOf = (count: number) => new TextEncoder().encode(text(count))
      const [short, long] = [bytesOf(200), bytesOf(6000)]
      // Linear is 30, and up to five times that by garbage collection, which a short file is spared; quadratic is 900.
      const LIMIT = 300
      // Other processes can make a round slow, but not a slow parser fast: one good round is enough.
      const fastest = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY }
      for (let round = 0; round < 3 || (round < 10 && fastest.long > LIMIT * fastest.short); round++) {
        fastest.short = Math.min(fastest.short, timeOf(short))
        fastest.long = Math.min(fastest.long, timeOf(long))
      }
      assert.ok(fastest.long < LIMIT * fastest.short, `the ratio is ${fastest.long / fastest.short}`)
    })
  }
})
