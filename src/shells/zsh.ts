import { asciiQuoted } from './bash.ts'
import { extendPath, posixEvaluating, posixFailure, posixScripts, singleQuoted, sourceIfThere } from './posix.ts'
import type { Shell } from './shell.ts'

/** What isn't one of this shell's own. The quotes keep global aliases away. */
const CAN_CHANGE = `case "\${(Pt)__awsenv_name-}" in (*'readonly'*|*'local'*) \\builtin false ;; esac`

/**
 * A part of a pipe is a subshell, but for the last, and zsh doesn't tell at its end whether the change was of use in it.
 * It is known by its stdout, a pipe that the shell above, $$, doesn't write to.
 */
const STOP = `{ [[ "\${ZSH_SUBSHELL-0}" == '0' || "\${ZSH_EVAL_CONTEXT-}" == *'cmdsubst'* || ! -p '/dev/fd/1' ||
  ! -e "/proc/$$/fd/1" || "/proc/$$/fd/1" -ef '/dev/fd/1' ]] || {
    \\builtin printf 'awsenv: error: this is a subshell of a pipe, and a change would end with it: nothing has been changed\\n' >&2;
    \\builtin printf 'awsenv: hint: evaluate it before the pipe; or give the role to one command: awsenv exec ROLE COMMAND\\n' >&2;
    \\builtin false; }; }`.replace(/\n +/g, ' ')

/** Like bash, `$'\xHH'` and `\builtin` included. */
export const zsh: Shell = {
  name: 'zsh',
  otherNames: [],
  reads: ['sh'],
  mayRefuse: true,
  ...posixScripts({ builtin: '\\builtin ', quoted: asciiQuoted, canChange: CAN_CHANGE, stop: STOP }),
  failure: posixFailure,
  quoted: singleQuoted,
  evaluating: posixEvaluating,
  hook: {
    extension: 'zsh',
    source: path => `. ${singleQuoted(path)}`,
    sourceIfThere,
    extendPath,
    startUpFiles: ({ env }) => [{ path: `${env['ZDOTDIR'] || '~'}/.zshrc` }],
  },
}
