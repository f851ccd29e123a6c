/** 1.2 What a person types at a prompt: with job control and a terminal, a change lands where it does in a script. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty } from '../../../tools/pty/pty.ts'
import { fishShell, has, powershellShell, type RealShell, realShells } from '../../../tools/shells/real-shells.ts'
import { describe, needing } from '../../support/describe.ts'
import { byWay, change, type Landing, landing, NOTE, stage } from './cell.ts'
import { fishWays } from './fish-ways.ts'
import { expectedIn, type Use } from './own-ways.ts'
import { type Column, posixWays } from './posix-ways.ts'
import { powershellWays } from './powershell-ways.ts'
import { callIn, setUp, usesOf } from './setups.ts'

describe('shell: where a change lands that is typed', test => {
  const typed = [
    ...['a call', 'if', 'eval', 'a function', 'time', '( … && next)', '( …) && next', 'braces in a pipe', 'a job'],
    ...["a pipe's first part, without pipefail", "a pipe's last part", "a pipe's first part", '$(… && next)', 'try'],
  ]

  for (const real of [...realShells, fishShell, powershellShell]) {
    const { shell, interactive } = real
    for (const use of usesOf(real)) {
      const ways = waysIn(real, use).filter(({ how, script }) => typed.includes(how) && !script.includes('\n'))
      const title = `1.2 ${interactive[0]?.replace(/.*\//, '')}, ${use}, typed: ${ways.length} ways`
      needing(
        test,
        'python3 and the shell',
        has('python3') && has(interactive[0] ?? ''),
      )(title, async () => {
        const isPowershell = shell.name === 'powershell'
        using at = stage(
          use === 'hook' ? shell.renderForHook(change) : shell.render(change, isPowershell ? [] : [NOTE]),
        )
        const file = join(at.directory, `setup${isPowershell ? '.ps1' : ''}`)
        writeFileSync(file, `${setUp(real, use, at.directory, at.env['PATH'] ?? '')}\n${PROMPTS[shell.name] ?? ''}\n`)
        await using pty = openPty(interactive, { env: at.env })
        pty.type(`. ${file}\r`)
        await pty.shows('@> ')
        const seen: string[] = []
        for (const [i, { how, script }] of ways.entries()) {
          pty.type(
            `reset; ${script.replaceAll('CALL', callIn(real, use, 'assume x'))}; snapshot end; echo do''ne${i}\r`,
          )
          // The prompt is no end: fish draws it more than once.
          const screen = await pty.shows(`done${i}`)
          seen.push(`${how}: ${landing(byWay(at.snapshots())[0] ?? [], screen)}`)
        }
        assert.equal(
          seen,
          ways.map(({ how, expected }) => `${how}: ${expected}`),
        )
      })
    }
  }

  const PROMPTS: Readonly<Record<string, string>> = {
    sh: "PS1='@''> '",
    bash: "PS1='@''> '",
    zsh: "PS1='@''> '",
    fish: "function fish_prompt; echo -n '@''> '; end",
    powershell: "function global:prompt { '@' + '> ' }",
  }

  function waysIn({ shell, argv }: RealShell, use: Use): readonly { how: string; script: string; expected: Landing }[] {
    if (shell.name === 'fish') return expectedIn(use, fishWays)
    if (shell.name === 'powershell') return expectedIn(use, powershellWays)
    return posixWays.flatMap(({ how, script, where }) => {
      const expected = typeof where === 'string' ? where : where[`${argv[0]}, ${use}` as Column]
      return expected === undefined ? [] : [{ how, script, expected }]
    })
  }
})
