import type { EnvironmentChange } from '../model/environment.ts'
import { checkedEntries, type Shell } from './shell.ts'

/**
 * POSIX sh, for dash, ksh and busybox. Their quotes take any byte literally, and they have no escapes except
 * printf in a subshell, so the script has non-ASCII bytes as they are.
 */
export const sh: Shell = {
  name: 'sh',
  otherNames: ['dash', 'ash', 'ksh', 'mksh', 'oksh', 'loksh', 'yash', 'posh', 'busybox'],
  reads: [],
  render: change => posixScript(change, { builtin: '', quoted: singleQuoted }),
  failure: posixFailure,
  quoted: singleQuoted,
  evaluating: posixEvaluating,
}

/**
 * One group of commands, which a shell runs only once it has read its end. The names are unset in a subshell first: a
 * readonly one among them, or one that uncovers another (in bash, a caller's local one), stops the script there, with
 * everything as it was. Then they are unset here, so that no attribute (`declare -i`, `typeset -u`) that a variable had
 * can change the value it gets; then set. `-v` since a plain `unset` removes a function where there is no variable. The
 * last command, `:`, is what `$_` keeps.
 */
export function posixScript(
  change: EnvironmentChange,
  words: { readonly builtin: string; quoted(value: string): string },
): string {
  const entries = checkedEntries(change)
  if (entries.length === 0) return ''
  const names = entries.map(([name]) => name)
  const unset = `${words.builtin}unset -v ${names.join(' ')}`
  const gone = `${words.builtin}test -z "${names.map(name => `\${${name}+1}`).join('')}"`
  const refusal = `${words.builtin}printf 'awsenv: error: ${REFUSAL}: nothing has been changed\\n' >&2`
  const exports = entries.flatMap(([name, value]) => {
    if (value === undefined) return []
    const quoted = PRINTABLE_ASCII.test(value) ? singleQuoted(value) : words.quoted(value)
    return [`${words.builtin}export ${name}=${quoted}`]
  })
  const possible = `{ (${unset} && ${gone}) || (${refusal}; exit 1); }`
  return `{ ${[possible, unset, ...exports, ':'].join(' && ')}; }\n`
}

const REFUSAL = 'a variable that it changes is readonly in this shell, or local to a function'

/** In a subshell, since a plain `exit` in an `eval` would end the shell. */
export function posixFailure(exitCode: number): string {
  return `(exit ${exitCode})\n`
}

export function posixEvaluating(call: string): string {
  return `eval "$(${call})"`
}

const PRINTABLE_ASCII = /^[ -~]*$/

export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A word of a command line, quoted only if needed. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : singleQuoted(text)
}

/** For a start-up file: at the end of PATH, where it hides no other program. */
export function extendPath(folder: string): string {
  const quoted = singleQuoted(folder)
  return `case ":$PATH:" in *:${quoted}:*) ;; *) PATH="$PATH":${quoted} ;; esac`
}
