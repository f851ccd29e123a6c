import type { EnvironmentChange } from '../model/environment.ts'
import { checkedEntries, type Shell } from './shell.ts'

export const fish: Shell = {
  name: 'fish',
  otherNames: [],
  reads: [],
  mayRefuse: true,
  render: (change, notes = []) =>
    block(
      change,
      LOCAL,
      notes.map(note => `builtin printf '%s\\n' ${fishQuoted(`awsenv: ${note}`)} >&2`),
    ),
  renderForHook: change => block(change, [], []),
  // `return` would leave the calling function, and `(exit N)` is a syntax error.
  failure: exitCode => `command sh -c 'exit ${exitCode}'\n`,
  quoted: singleQuoted,
  evaluating: call => `${call} | source`,
  hook: {
    extension: 'fish',
    source: path => `source ${singleQuoted(path)}`,
    sourceIfThere: path => `if test -r ${singleQuoted(path)}; source ${singleQuoted(path)}; end`,
    extendPath: folder => `contains -- ${singleQuoted(folder)} $PATH; or set -gx PATH $PATH ${singleQuoted(folder)}`,
    startUpFiles: ({ configHome }) => [{ path: `${configHome}/fish/config.fish` }],
  },
}

/**
 * One block, which fish parses as a whole before it runs any of it. An exported universal variable shows through
 * if there is no global one, and erasing it would affect all of the user's shells. So if such a name must be
 * removed, the script changes nothing. All names are erased first, so that no attribute of a variable (`--path`)
 * can change its new value. If the universal variable has the same value, it is enough.
 */
function block(change: EnvironmentChange, refusal: readonly string[], says: readonly string[]): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const names = entries.map(([name]) => name)
  const removed = names.filter(name => change[name] === undefined)
  const given = names.filter(name => change[name] !== undefined)
  const script = [
    'begin',
    'builtin set -l __awsenv_kept',
    ...(refusal.length === 0 ? [] : [`for __awsenv_name in ${names.join(' ')}`, ...refusal, 'end']),
    `for __awsenv_name in ${removed.join(' ')}`,
    ...['builtin set -qUx $__awsenv_name', 'or continue', 'builtin set -a __awsenv_kept $__awsenv_name', UNIVERSAL],
    'end',
    'if builtin set -q __awsenv_kept[1]',
    'builtin false',
    'else',
    `builtin set -eg ${names.join(' ')}`,
    ...entries.flatMap(([name, value]) => (value === undefined ? [] : `builtin set -gx ${name} ${fishQuoted(value)}`)),
    `for __awsenv_name in ${given.join(' ')}`,
    ...['builtin set -qUx $__awsenv_name', 'or continue', 'builtin set -l __awsenv_value $$__awsenv_name'],
    'builtin set -eg $__awsenv_name',
    'builtin test "$$__awsenv_name" = "$__awsenv_value"',
    'or builtin set -gx $__awsenv_name $__awsenv_value',
    'end',
    ...says,
    ...['builtin true', 'end', 'end'],
  ]
  return `${script.join('; ')}\n`
}

function singleQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

/**
 * Single quotes, in which fish has two escapes. Anything but printable ASCII is written byte by byte outside them.
 * So is `;`: the script's last words then appear only at its end, which shows that it wasn't cut.
 * (fish prints a line that it can't parse, secrets included.)
 */
export function fishQuoted(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[^ -:<-~]+/g, characters => `'${bytes(characters)}'`)
  return `'${escaped}'`
}

function bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), byte => `\\X${byte.toString(16).padStart(2, '0')}`).join('')
}

const UNIVERSAL =
  'builtin printf \'awsenv: error: the universal variable "%s" would stay in the environment\\n' +
  "awsenv: hint: erase it in all shells: set -Ue %s\\n' $__awsenv_name $__awsenv_name >&2"

/** A local variable of the function that evaluates the script would hide the global one. */
const LOCAL = [
  'builtin set -ql $__awsenv_name',
  'or continue',
  'builtin set -a __awsenv_kept $__awsenv_name',
  "builtin printf 'awsenv: error: %s is set for this call alone, or local to a function: nothing has been changed\\n" +
    "awsenv: hint: export it before the call; --region and --from are for one call\\n' $__awsenv_name >&2",
]
