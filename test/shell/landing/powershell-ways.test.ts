/** 1.2 in PowerShell: the process that goes on has what stderr says, or the call has thrown and nothing has changed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, powershellShell, runShell } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { before, byWay, change, landing, stage } from './cell.ts'
import { expectedIn, USES } from './own-ways.ts'
import { powershellWays } from './powershell-ways.ts'

describe('shell: where a change lands in PowerShell', test => {
  const { shell, hook, argv } = powershellShell
  for (const use of USES) {
    // One process for all of them, since its start takes longest.
    needing(
      test,
      'PowerShell',
      has(argv[0]),
    )(`1.2 PowerShell, ${use}: each way lands where it should`, () => {
      using at = stage(use === 'hook' ? shell.renderForHook(change) : shell.render(change))
      const calls = ['login', 'unset', 'clear'].map(command => ({
        how: command,
        script: `${callOf(command)} && next`,
        expected: 'lands',
      }))
      const ways = [...expectedIn(use, powershellWays), ...calls]
      writeFileSync(join(at.directory, 'call.ps1'), `${callOf('assume x')}\n`)
      const texts = ways.map(
        ({ script }) =>
          `& { ${script.replaceAll('CALL', callOf('assume x')).replaceAll('PROGRAM', join(at.directory, 'awsenv'))} }`,
      )
      const { stderr } = runShell(
        powershellShell,
        `${use === 'hook' ? '. $env:HOOK' : ''}
        cd $env:DIRECTORY
        function snapshot($mark) { sh -c 'MARK=$0 env -0 >>snapshots; echo >>snapshots' $mark }
        function next { snapshot next }
        ${texts.map(text => `${reset}; [Console]::Error.WriteLine('${BETWEEN}'); ${text}; snapshot end`).join('\n')}`,
        { env: { ...at.env, HOOK: hook, DIRECTORY: at.directory } },
      )
      const seen = byWay(at.snapshots())
      const said = stderr.split(`${BETWEEN}\n`).slice(1)
      assert.equal(
        ways.map(({ how }, i) => `${how}: ${landing(seen[i] ?? [], said[i] ?? '')}`),
        ways.map(({ how, expected }) => `${how}: ${expected}`),
      )

      function callOf(command: string): string {
        return use === 'hook' ? `awsenv ${command}` : shell.evaluating(`awsenv ${command}`)
      }
    })
  }

  const BETWEEN = '-- the next way --'
  const reset = Object.keys(change)
    .map(name => `$env:${name} = ${name in before ? `'${before[name]}'` : '$null'}`)
    .join('; ')
})
