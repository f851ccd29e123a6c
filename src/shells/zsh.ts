import { asciiQuoted } from './bash.ts'
import { extendPath, posixEvaluating, posixFailure, posixScript, singleQuoted } from './posix.ts'
import type { Shell } from './shell.ts'

/** Like bash, `$'\xHH'` and `\builtin` included. */
export const zsh: Shell = {
  name: 'zsh',
  otherNames: [],
  reads: ['sh', 'bash'],
  render: change => posixScript(change, { builtin: '\\builtin ', quoted: asciiQuoted }),
  failure: posixFailure,
  quoted: singleQuoted,
  evaluating: posixEvaluating,
  hook: {
    extension: 'zsh',
    source: path => `. ${singleQuoted(path)}`,
    extendPath,
    startUpFiles: ({ env }) => [{ path: `${env['ZDOTDIR'] || '~'}/.zshrc` }],
  },
}
