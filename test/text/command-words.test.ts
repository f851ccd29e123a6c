import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { commandWords } from '../../src/text/command-words.ts'
import { describe } from '../support/describe.ts'

describe('command-words', test => {
  for (const [line, words] of [
    ['', []],
    ['  ', []],
    ['firefox -P {account}  {url}', ['firefox', '-P', '{account}', '{url}']],
    [`"C:\\Program Files\\x.exe" '{url}'`, ['C:\\Program Files\\x.exe', '{url}']],
    [`a"b c"'d "e'`, ['ab cd "e']],
    [`'' ""`, ['', '']],
    ['$(id) `id` ; | & $HOME ~', ['$(id)', '`id`', ';', '|', '&', '$HOME', '~']],
    [`it's`, undefined],
    [`"a' b`, undefined],
  ] as const) {
    test(`${JSON.stringify(line)} has the words ${JSON.stringify(words)}`, () =>
      assert.equal(commandWords(line), words))
  }

  test('words in quotes come back as they were', () => {
    const word = fc.string().filter(text => !text.includes('"'))
    fc.assert(
      fc.property(fc.array(word), words => {
        assert.equal(commandWords(words.map(text => `"${text}"`).join(' ')), words)
      }),
    )
  })
})
