import type { EnvironmentChange } from '../model/environment.ts'
import { checkedEntries, type Shell } from './shell.ts'

/**
 * POSIX sh, for dash, ksh and busybox. Their quotes take any byte literally, and they have no escapes except
 * printf in a subshell, so the script has non-ASCII bytes as they are. `command`
 * keeps a failing `unset` from ending the shell. These shells tell neither what is local to a function nor when a
 * subshell ends.
 */
export const sh: Shell = {
  name: 'sh',
  otherNames: ['dash', 'ash', 'ksh', 'mksh', 'oksh', 'loksh', 'yash', 'posh', 'busybox'],
  reads: [],
  mayRefuse: true,
  ...posixScripts({
    builtin: '',
    quoted: singleQuoted,
    canChange: `command unset -v "$__awsenv_name" && eval "test -z \\"\\\${$__awsenv_name+1}\\""`,
  }),
  failure: posixFailure,
  quoted: singleQuoted,
  evaluating: posixEvaluating,
}

/** What differs between the shells that read a POSIX script. */
export type PosixWords = {
  /** What finds a builtin past an alias or a function of its name. */
  readonly builtin: string
  quoted(value: string): string
  /** Whether the shell lets the variable that $__awsenv_name names be changed, for good. It runs in a subshell. */
  readonly canChange: string
  /** What stops a change, where nothing has been changed yet, that the shell which goes on would not have. */
  readonly stop?: string
  /** What follows a change, to tell when it ends with the subshell that it was made in. */
  readonly watch?: string
}

/**
 * One group of commands, which a shell runs only once it has read its end. Each name is tried in a subshell first: one
 * that can't be changed stops the script there, with everything as it was. The hooks have done that before their call.
 */
export function posixScripts(words: PosixWords): Required<Pick<Shell, 'render' | 'renderForHook'>> {
  return {
    render(change, notes = []) {
      const says = notes.map(note => `${words.builtin}printf '%s\\n' ${quotedBy(words, `awsenv: ${note}`)} >&2`)
      // The change is made: a closed stderr must not make a failure of it.
      const told = says.length === 0 ? [] : [`{ ${says.join('; ')} || :; }`]
      const before = [words.stop, tried(Object.keys(change), words)].filter(text => text !== undefined)
      return group(change, words, before, [...told, ...(words.watch === undefined ? [] : [words.watch])])
    },
    renderForHook: change => group(change, words, [], []),
  }
}

function tried(names: readonly string[], { builtin, canChange }: PosixWords): string {
  const refusal = `${builtin}printf 'awsenv: error: %s ${REFUSAL}: nothing has been changed\\n' "$__awsenv_name" >&2`
  return `(for __awsenv_name in ${names.join(' ')}; do { ${canChange}; } || { ${refusal}; exit 1; }; done)`
}

const REFUSAL = 'is readonly in this shell, local to a function, or set for one command'

/**
 * The names are unset before they are set, so that no attribute (`declare -i`, `typeset -u`) that a variable had can
 * change the value it gets. `-v` since a plain `unset` removes a function where there is no variable. The last command,
 * `:`, is what `$_` keeps.
 */
function group(
  change: EnvironmentChange,
  words: PosixWords,
  before: readonly string[],
  after: readonly string[],
): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const names: string[] = []
  const exports: string[] = []
  for (const [name, value] of entries) {
    names.push(name)
    if (value === undefined) continue
    exports.push(`${words.builtin}export ${name}=${quotedBy(words, value)}`)
  }
  const unset = `${words.builtin}unset -v ${names.join(' ')}`
  return `{ ${[...before, unset, ...exports, ...after, ':'].join(' && ')}; }\n`
}

/** In a subshell, since a plain `exit` in an `eval` would end the shell. */
export function posixFailure(exitCode: number): string {
  return `(exit ${exitCode})\n`
}

export function posixEvaluating(call: string): string {
  return `eval "$(${call})"`
}

function quotedBy({ quoted }: PosixWords, value: string): string {
  return PRINTABLE_ASCII.test(value) ? singleQuoted(value) : quoted(value)
}

const PRINTABLE_ASCII = /^[ -~]*$/

export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A word of a command line, quoted only if needed. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : singleQuoted(text)
}

/** Not `&&` and not `||`: one leaves a failure for the first prompt, the other switches errexit off in the file. */
export function sourceIfThere(path: string): string {
  const quoted = singleQuoted(path)
  return `if [ -r ${quoted} ]; then . ${quoted}; fi`
}

/** For a start-up file: at the end of PATH, where it hides no other program. */
export function extendPath(folder: string): string {
  const quoted = singleQuoted(folder)
  return `case ":$PATH:" in *:${quoted}:*) ;; *) PATH="$PATH":${quoted} ;; esac`
}
