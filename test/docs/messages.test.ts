/** A message that a page quotes is one of awsenv's: its words stand in the sources, in this order. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { kindOf } from './block-kinds.ts'
import { allPages, ROOT } from './page.ts'

describe('docs: messages', test => {
  const sources = ['src', 'shell'].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(?:ts|bash|zsh|fish|ps1)$/.test(name))
      .map(name => readFileSync(join(ROOT, folder, name), 'utf8').replaceAll("\\'", "'")),
  )
  const quoted = allPages()
    // Made of the sources themselves: test/aws/refusals.test.ts.
    .filter(({ path }) => !/errors\.md$/.test(path))
    .flatMap(({ path, blocks }) =>
      blocks
        .filter(block => kindOf(block) === 'output')
        .flatMap(({ text }) => text.split('\n').map(line => ({ path, line }))),
    )

  test('each message in a block of messages is in the sources', () => {
    assert.ok(quoted.length > 10, 'the test sees the messages')
    assert.equal(
      quoted.filter(({ line }) => !isSaid(line)),
      [],
    )
  })

  test('a message with another word, or in another order, is in none', () => {
    assert.ok(isSaid('awsenv: error: AWS did not let "…" assume "…" (AccessDenied)'))
    assert.not(isSaid('awsenv: error: AWS did not allow "…" to assume "…" (AccessDenied)'))
    assert.not(isSaid('awsenv: error: you are alice'))
    assert.not(isSaid('awsenv: error: …'))
  })

  function isSaid(line: string): boolean {
    const [, message = ''] =
      /^(?:awsenv: (?:error|hint|warning)|(?:warning|failure): [\w-]+): (.*?)(?: \(\w+\))?$/.exec(line) ?? []
    const pieces = message.split('…').map(piece => piece.replace(/^"|"$/g, '').trim())
    const words = pieces.filter(piece => piece.length > 2)
    // The pieces of one message stand within a few lines.
    const pattern = new RegExp(words.map(RegExp.escape).join('[^]{0,400}?'))
    return words.join('').length > 10 && sources.some(source => pattern.test(source))
  }
})
