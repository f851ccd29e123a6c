/** 1.2 in fish: the shell that goes on has what stderr says, or the status is not 0 and nothing has changed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fishShell, has, runShell } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { change, landing, NOTE, stage } from './cell.ts'
import { fishWays } from './fish-ways.ts'
import { expectedIn, USES } from './own-ways.ts'

describe('shell: where a change lands in fish', test => {
  const { shell, hook } = fishShell
  for (const use of USES) {
    for (const { how, script, expected } of expectedIn(use, fishWays)) {
      needing(
        test,
        'fish',
        has('fish'),
      )(`1.2 fish, ${use}: ${how}: ${expected}`, () => {
        using at = stage(use === 'hook' ? shell.renderForHook(change) : shell.render(change, [NOTE]))
        for (const command of ['assume x', 'login', 'unset', 'clear']) {
          const call = use === 'hook' ? `awsenv ${command}` : shell.evaluating(`awsenv ${command}`)
          const text = script.replaceAll('CALL', call).replaceAll('awsenv assume x', `awsenv ${command}`)
          writeFileSync(join(at.directory, 'call'), `${call}\n`)
          const { stderr } = runShell(
            fishShell,
            `${use === 'hook' ? 'source $argv[2]' : ''}
            cd $argv[3]
            function snapshot; MARK=$argv[1] env -0 >>snapshots; echo >>snapshots; end
            function next; snapshot next; end
            ${text}
            snapshot end`,
            { env: at.env, args: [hook, at.directory] },
          )
          assert.is(landing(at.snapshots(), stderr), expected, text)
        }
      })
    }
  }
})
