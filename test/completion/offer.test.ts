import * as assert from 'uvu/assert'
import { offer } from '../../src/completion/offer.ts'
import type { CompletionTable } from '../../src/completion/table.ts'
import { completionFiles } from '../../tools/build/completions.ts'
import { describe } from '../support/describe.ts'
import { NAMES, OFFERS } from '../support/expected-offers.ts'

describe('completion: what awsenv offers itself', test => {
  const table: CompletionTable = JSON.parse(completionFiles().get('table.json') ?? '')
  const names = (kind: string) =>
    NAMES.split('\n').flatMap(line => (line.startsWith(`${kind}\t`) ? [line.slice(kind.length + 1)] : []))
  const offered = (...words: string[]) => offer(table, words, names)

  test('at each place it is what the other shells offer', () => {
    for (const [line, expected] of Object.entries(OFFERS)) {
      const words = line.split(' ').slice(1)
      const found = offered(...words).words.map(({ name }) => name)
      assert.equal([line, found.filter(name => name.startsWith(words.at(-1) ?? '')).sort()], [line, expected])
    }
  })

  test('a word is told with what it means', () => {
    assert.equal(
      offered('assume', '').words.find(({ name }) => name === 'prod'),
      { name: 'prod', description: 'alias' },
    )
    assert.match(offered('who').words.find(({ name }) => name === 'whoami')?.description ?? '', 'who')
  })

  test("behind a target, and behind the option that names many, it is the user's own command that goes on", () => {
    const commands = (...words: string[]) => offered('exec', ...words).command
    assert.equal(
      [commands('prod', ''), commands('prod', '--', 'l'), commands('prod', 'ls', '--'), commands('prod', '--', '')],
      [2, 3, 2, 3],
    )
    assert.equal([commands('123456789012', ''), commands('123456789012', 'Admin', 'l')], [null, 3])
    assert.equal([commands('--each', 'prod', 'l'), commands('--each', 'prod', '--', 'l')], [3, 4])
    assert.equal(commands('--each', 'prod', '--output', ''), null)
  })

  test('files are left to the shell', () => {
    const files = (...words: string[]) => offered(...words).files
    assert.equal([files('keys', 'add', '--csv', ''), files('exec', 'prod', '--policy', 'x')], [true, false])
    assert.equal([files('keys', 'add', ''), files('assume', '--policy=x')], [false, false])
  })
})
