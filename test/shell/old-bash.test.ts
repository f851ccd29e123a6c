/** What bash 3.2 of macOS reads: nobody can run it here, so the text is searched for what later versions brought. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { bash } from '../../src/shells/bash.ts'
import { describe } from '../support/describe.ts'

describe('shell: the syntax of bash 3.2', test => {
  const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
  const texts: Readonly<Record<string, string>> = {
    'the hook': read('shell/awsenv.bash'),
    'the completions': read('dist/shell/completions/awsenv.bash'),
    'what is evaluated without the hook': [
      bash.render({ AWS_PROFILE: undefined, AWS_REGION: "it's \u00e9\n", AWS_VAULT: '' }, ['a note']),
      bash.renderForHook({ AWS_REGION: '\u00e9' }),
      bash.failure(3),
    ].join(''),
  }

  for (const [what, text] of Object.entries(texts)) {
    test(`36: ${what} has nothing that bash 3.2 lacks`, () => {
      const code = GUARDED.reduce((rest, guarded) => rest.replaceAll(guarded, ''), text.replace(/^ *#.*$/gm, ''))
      for (const [pattern] of LATER) assert.not.match(code, pattern)
    })
  }

  test('36: what stands behind a question for the version is still there', () => {
    const all = Object.values(texts).join('')
    for (const guarded of GUARDED) assert.ok(all.search(guarded) >= 0, String(guarded))
  })

  test('36: each of these would be found', () => {
    for (const [pattern, ...examples] of LATER) for (const example of examples) assert.match(example, pattern)
  })
})

/** With another way, or an answer for where there is none. */
const GUARDED: readonly RegExp[] = [
  /compopt -o default 2>\/dev\/null \|\| /g,
  /if ! \\builtin mapfile/g, // before bash 4, another way
  /\\builtin mapfile -t __awsenv_lines/g, // from 4.2 on only
  /declare -g "\$(\{__awsenv_name\}|__awsenv_name)=/g, // from 4.2 on only
  /\$\{(!1|[A-Z_]+)@a\}/g, // from 4.4 on only
  /printf -v \w+ '%\(%s\)T' -1/g, // from 4.2 on only
  /\$\{(FUNCNAME|BASH_LINENO|__awsenv_lines)\[-\d\]\}/g, // from 4.2 on only: __awsenv_ready asks first
]

const LATER: readonly (readonly [pattern: RegExp, ...examples: string[]])[] = [
  // 4.0
  [/\b(mapfile|readarray|coproc|compopt)\b/, 'mapfile -t x', 'coproc cat', 'compopt -o nospace'],
  [/(declare|local|typeset) (-\w+ )*-\w*[Agnlu]/, 'declare -A x', 'local -a -n x', 'typeset -gx x'],
  [/\$\{[^}]*[,^]\}/, `\${x^^}`, `\${x,}`, `\${x^}`],
  [/&>>/, 'f &>>log'],
  [/\|&/, 'f |& g'],
  [/;;?&/, 'x) f ;;&', 'x) f ;&'],
  [/\{\w+\.\.\w+\.\.[\w-]+\}/, '{1..9..2}'],
  [/\bread\b[^;|]* -\w*[Ni]\b/, 'read -r -N 3 x', 'read -i text x'],
  [/\bread\b[^;|]* -t ?0?\.\d/, 'read -t 0.1 x'],
  [/\b(BASHPID|PROMPT_DIRTRIM|BASH_XTRACEFD)\b/, '$BASHPID', 'BASH_XTRACEFD=2'],
  [/\bcomplete -\w*[DEI]\b/, 'complete -D -F f'],
  [/\b(globstar|dirspell|autocd|checkjobs)\b/, 'shopt -s globstar'],
  // 4.1 and 4.2
  [/(^|[\s;])\{[a-z_]+\}[<>]/m, 'exec {fd}>file'],
  [/\bprintf -v "?\w+\[/, 'printf -v x[1] y'],
  [/%\((?!%s\)T' -1)/, "printf '%(%H)T'"],
  [/(\[\[|\btest|\[) (! )?-[vR] /, '[[ -v x ]]', 'test -v x', '[[ ! -v x ]]'],
  [/\$\{?\w+\[ *-/, `\${x[-1]}`],
  [/\$\{[^}]*: -\d/, `\${x: -1}`],
  [/\\[uU][0-9a-fA-F]/, "$'\\u2018'"],
  [/\blastpipe\b/, 'shopt -s lastpipe'],
  // 4.3 and 4.4
  [/\bwait (-\w+ )*-[nfp]\b/, 'wait -n'],
  [/\bunset -\w*n/, 'unset -n x'],
  [/\$\{[^}]*@[A-Za-z]\}/, `\${x@Q}`, `\${x@a}`],
  [/\blocal -(\s|$)/m, 'local -'],
  [/\b(inherit_errexit|localvar_inherit|localvar_unset|PS0)\b/, 'shopt -s inherit_errexit', 'PS0=x'],
  // 5.0 and later
  [/\b(EPOCHSECONDS|EPOCHREALTIME|SRANDOM|BASH_ARGV0|BASH_MONOSECONDS|GLOBSORT)\b/, '$EPOCHSECONDS', '$SRANDOM'],
  [/\$\{[ |]/, `\${ f; }`, `\${| f; }`],
]
