/** Every command of the pages does what it should on alice's machine: it ends well. */
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { kindOf, typedLines } from './block-kinds.ts'
import { callsIn } from './calls.ts'
import { allPages } from './page.ts'
import { onAlicesMachine } from './world-of-pages.ts'

describe('docs: commands', test => {
  for (const { path, blocks } of allPages()) {
    // What stands in a page in another language stands in the English one: translations.test.ts.
    if (/\.ja\.md$|^docs\/ja\//.test(path)) continue
    const shell = blocks.filter(block => ['sh', 'zsh', 'fish', 'powershell'].includes(kindOf(block)))
    const calls = shell.flatMap(typedLines).flatMap(callsIn)
    if (calls.length === 0) continue
    test(`${path}: its ${calls.length} commands end well, one after the other`, () =>
      onAlicesMachine(async ({ play }) => {
        for (const call of calls) {
          const { exitCode, stderr } = await play(call)
          assert.is(exitCode, 0, `awsenv ${call.join(' ')}\n${stderr}`)
        }
      }))
  }
})
