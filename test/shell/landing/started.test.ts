/** 1.1, 1.2 However a script is started, the role lands in it. */
import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fishShell, has, powershellShell, realShells } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { byWay, change, landing, NOTE, stage } from './cell.ts'
import { callIn, setUp, usesOf } from './setups.ts'

describe('shell: where a change lands in a script that is started', test => {
  /** How ./call is started; INTERPRETER is the shell with its options. */
  const starts: Readonly<Record<string, string>> = {
    './call': './call',
    'INTERPRETER call': 'INTERPRETER call',
    'INTERPRETER -c': 'INTERPRETER -c "$(cat call)"',
    'INTERPRETER <call': 'INTERPRETER <call',
    'env -i': 'env -i ./call',
    'cron: few variables, no terminal, and /bin/sh before it':
      "env -i HOME=$PWD LOGNAME=x SHELL=/bin/sh PATH=/usr/bin:/bin setsid --wait /bin/sh -c './call' </dev/null",
    make: 'make -s',
    'sudo -E (a stand-in of it)': 'sh ./sudo -E ./call',
    'ssh -T (a login shell without a terminal)': 'INTERPRETER -l <call',
    timeout: 'timeout 60 ./call',
    'a pipe': './call | cat',
    'a job': './call & wait $!',
    'a subshell': '(./call)',
    '$(…)': 'y=$(./call)',
  }

  for (const real of [...realShells, fishShell, powershellShell]) {
    const { shell } = real
    const [program, ...options] = real.argv
    const isPowershell = shell.name === 'powershell'
    // Its start takes long, and e2e/script-files has the real binary in it.
    const ways = Object.entries(starts).filter(([how]) => !isPowershell || how === './call' || how === 'env -i')
    for (const use of usesOf(real)) {
      const title = `1.1, 1.2 ${shell.name}, ${use}: ${ways.length} ways to start a script`
      needing(
        test,
        program,
        has(program),
      )(title, () => {
        using at = stage(
          use === 'hook' ? shell.renderForHook(change) : shell.render(change, isPowershell ? [] : [NOTE]),
        )
        const shebang = `/usr/bin/env -S ${program} ${isPowershell ? '-NoProfile -File' : options.filter(option => option !== '-e').join(' ')}`
        const script = [
          setUp(real, use, at.directory, at.env['PATH'] ?? ''),
          `${callIn(real, use, 'assume x')} && next`,
          'snapshot end',
        ]
        put(at.directory, 'call', `#!${shebang}\n${script.join('\n')}\n`)
        put(at.directory, 'sudo', 'shift\nsh -c \'exec "$@"\' sudo "$@"\nexit $?\n')
        put(at.directory, 'Makefile', 'all:\n\t./call\n')
        for (const [how, line] of ways) {
          const text = line.replace('INTERPRETER', [program, ...options.filter(option => option !== '-e')].join(' '))
          const { stderr } = spawnSync('bash', ['-c', text], {
            cwd: at.directory,
            env: at.env,
            encoding: 'utf8',
            input: '',
          })
          assert.is(landing(byWay(at.snapshots())[0] ?? [], stderr), 'lands', how)
        }
      })
    }
  }

  function put(directory: string, name: string, text: string): void {
    writeFileSync(join(directory, name), text)
    chmodSync(join(directory, name), 0o755)
  }
})
