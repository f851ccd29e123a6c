/** 1.2 in the POSIX shells: the shell that goes on has what stderr says, or the status is not 0 and nothing has changed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, realShells, runShell } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { change, landing, NOTE, stage } from './cell.ts'
import { type Column, columns, posixWays } from './posix-ways.ts'

describe('shell: where a change lands in a POSIX shell', test => {
  const conditions = [
    ['assume x', 'set +e'],
    ['login', 'set +e; exec </dev/null'],
    ['unset', "set +e; IFS=''; set -f"],
    ['clear', 'set +e', 'into a pipe'],
  ] as const

  for (const column of columns) {
    const [program = '', use] = column.split(', ')
    const real = realShells.find(({ argv }) => argv[0] === program)
    const inShell = needing(test, program, has(program))
    const ways = posixWays.flatMap(({ how, script, where }) => {
      const expected = typeof where === 'string' ? where : where[column as Column]
      return expected === undefined ? [] : [{ how, script, expected }]
    })
    for (const { how, script, expected } of ways) {
      inShell(`1.2 ${column}: ${how}: ${expected}`, () => {
        assert.ok(real)
        using at = stage(use === 'hook' ? real.shell.renderForHook(change) : real.shell.render(change, [NOTE]))
        for (const [command, condition, into] of conditions) {
          const call = use === 'hook' ? `awsenv ${command}` : `eval "$(awsenv ${command})"`
          const written = (text: string) =>
            text.replaceAll('CALL', call).replaceAll('awsenv assume x', `awsenv ${command}`)
          writeFileSync(join(at.directory, 'call'), `${call}\n`)
          const piped = ['sh', '-c', '"$@" | cat', 'sh', ...real.argv] as const
          const { stderr } = runShell(
            into === undefined ? real : { ...real, argv: piped },
            `${use === 'hook' ? '. "$1"' : ':'}; cd "$2"
            snapshot() { MARK=$1 env -0 >>snapshots; echo >>snapshots; }
            next() { snapshot next; }
            ${condition}
            ${written(script)}
            snapshot end`,
            { env: at.env, args: [real.hook ?? '', at.directory] },
          )
          assert.is(landing(at.snapshots(), stderr), expected, `${condition}: ${written(script)}`)
        }
      })
    }
  }
})
