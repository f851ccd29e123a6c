import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('shell: the prompt of zsh under each of its options', test => {
  const zsh = hookedShells.find(({ shell }) => shell.name === 'zsh')
  const inZsh = needing(test, 'zsh', has('zsh'))

  for (const when of ['before', 'after'] as const) {
    inZsh(`4.4 with any option the other way round ${when} the hook is sourced, the segment is the same`, () => {
      // Each option in a subshell. Without prompt_percent there are no prompts as the hook knows them.
      const script = `
        for option in \${(ok)options}; do
          [[ $option == (promptpercent|exec|onecmd|singlecommand|stdin|shinstdin|interactive|zle|monitor|restricted|privileged) ]] && continue
          [[ $options[$option] == on ]] && to=unsetopt || to=setopt
          printf '%s ' $option
          (
            { ${when === 'before' ? '$to $option; . $1' : '. $1; $to $option'}; } 2>/dev/null
            PROMPT='@> '
            { __awsenv_register; __awsenv_prompt; __awsenv_prompt; } 2>/dev/null
            status_of=$?
            emulate zsh
            print -r -- "$status_of \${(%)PROMPT}|$__awsenv_ps1|$(env | grep -c __awsenv)"
          )
        done`
      const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script, 'zsh', zsh?.hook ?? ''], {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          TERM: 'xterm',
          AWSENV_ROLE: 'a%b c',
          AWSENV_EXPIRES: String(Math.floor(Date.now() / 1000) + 9_050),
          AWSENV_COLOUR: 'blue',
          LC_ALL: 'C.UTF-8',
        },
      })
      assert.is(stderr.replace(/^\+.*\n/gm, ''), '') // but for the trace of xtrace
      const lines = stdout.trimEnd().split('\n')
      assert.ok(lines.length > 160, stdout)
      assert.ok(lines.some(line => line.startsWith('forcefloat ')))
      const shown =
        '0 \u001b[34m(a%b c\u001b[39m\u001b[32m 2h 30m)\u001b[39m @> |%F{blue}(a%%b c%f%F{green} 2h 30m)%f |0'
      assert.equal(
        lines.filter(line => line.slice(line.indexOf(' ') + 1) !== shown),
        [],
      )
    })
  }
})
