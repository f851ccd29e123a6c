/** README.md is read in five minutes, and its first chapters are enough to have a role. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { pageAt, ROOT } from './page.ts'

describe('README.md', test => {
  test('has at most 1,200 words', () => {
    const words = readFileSync(join(ROOT, 'README.md'), 'utf8').trim().split(/\s+/)
    assert.ok(words.length <= 1200, `${words.length}`)
  })

  test('begins with the picture, one line to install, and three lines to the first role', () => {
    const { headings, targets, blocks } = pageAt('README.md')
    assert.equal(
      headings.slice(1, 3).map(({ text }) => text),
      ['Install', 'Your first role'],
    )
    assert.ok(targets.indexOf('docs/prompt.svg') <= 1)
    const [install, role] = blocks.map(({ text }) => text.split('\n').length)
    assert.equal([install, role], [1, 3])
  })
})
