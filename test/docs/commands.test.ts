/** Every command of the pages ends well on alice's machine, each chapter on a machine of its own. */
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { kindOf, typedLines } from './block-kinds.ts'
import { callsIn } from './calls.ts'
import { allPages } from './page.ts'
import { onAlicesMachine } from './world-of-pages.ts'

/** Not played here: the chapter, and what plays it. */
const ELSEWHERE = [
  ['docs/exec.md', 'Many accounts at once', 'its commands run real programs: test/commands/exec-each.test.ts'],
] as const

describe('docs: commands', test => {
  for (const { path, blocks } of allPages()) {
    // What stands in a page in another language stands in the English one: translations.test.ts.
    if (/\.ja\.md$|^docs\/ja\//.test(path)) continue
    const shell = blocks.filter(block => ['sh', 'zsh', 'fish', 'powershell'].includes(kindOf(block)))
    const chapters = Object.groupBy(shell, ({ chapter }) => chapter)
    for (const [chapter, blocks = []] of Object.entries(chapters)) {
      const calls = blocks.flatMap(typedLines).flatMap(callsIn)
      if (calls.length === 0 || ELSEWHERE.some(([page, title]) => page === path && title === chapter)) continue
      test(`${path}, ${chapter}: its commands end well, one after the other`, () =>
        onAlicesMachine(async ({ play }) => {
          for (const call of calls) {
            const { exitCode, stderr } = await play(call)
            assert.is(exitCode, 0, `awsenv ${call.join(' ')}\n${stderr}`)
          }
        }))
    }
  }
})
