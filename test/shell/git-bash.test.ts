/** Git Bash on Windows, as far as Linux can play it: MSYSTEM is set, and the program has no terminal. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('shell: Git Bash', test => {
  for (const { shell, hook, interactive } of hookedShells) {
    const onTerminal = needing(test, `python3 and ${shell.name}`, has('python3') && has(shell.name))

    for (const [what, typed, shown] of [
      ['a code', '123456\r', '<0><new>'],
      ['Enter alone', '\r', '<75><>'],
      ['Ctrl-D', '\x04', '<75><>'],
    ] as const) {
      onTerminal(`38: where the program can't ask, ${shell.name} does, and takes ${what}`, async () => {
        const directory = mkdtempSync(join(tmpdir(), 'awsenv-msys-'))
        try {
          mkdirSync(join(directory, 'bin'))
          const script = `#!/bin/sh\nfor word; do [ "$word" = --mfa-stdin ] && { read -r code; echo "$code" >${directory}/code; printf %s "$ANSWER"; exit 0; }; done\nexit 75\n`
          writeFileSync(join(directory, 'bin/awsenv'), script)
          chmodSync(join(directory, 'bin/awsenv'), 0o755)
          const env = {
            PATH: [join(directory, 'bin'), process.env['PATH']].join(delimiter),
            HOME: directory,
            MSYSTEM: 'MINGW64',
            ANSWER: shell.renderForHook({ AWS_ROLE: 'new' }),
          }
          await using pty = openPty(interactive, { env })
          pty.type(`PS1='@''> '; . '${hook}'\r`)
          await pty.shows('@> ')
          pty.type('awsenv assume x\r')
          await pty.shows('MFA code: ')
          pty.type(typed)
          await pty.shows('@> ')
          pty.type('echo "<$?><$AWS_ROLE>"\r')
          await pty.shows(shown)
          if (shown === '<0><new>') assert.is(readFileSync(join(directory, 'code'), 'utf8'), '123456\n')
        } finally {
          rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
        }
      })
    }
  }
})
