/**
 * What lies ready for the hooks, so that a switch takes no process: the answer to a call, and the session that it leads to.
 * Lines of printable ASCII that a hook reads and compares, and never evaluates; the last one is `end`, and a file that is
 * cut short has none. Only the file of a session has a secret in it. Pure.
 *
 * A call holds for any shell that has no session, or one whose file lies here and whose variables are as that says: then
 * the way back, the role before and the key to start from are AWSENV_RESTORE's and AWSENV_FROM's.
 */
import { codedWords } from '../../model/restore-code.ts'

/** From when until when an answer holds, in epoch seconds, and until which uptime of the system. */
export type Times = { readonly from: number; readonly until: number; readonly uptime: number }

/** A file as it was: the name of its stamps; undefined where there was none. */
export type Watched = { readonly path: string; readonly stamp: string | undefined }

/** What has to be as it was when awsenv answered. */
export type Conditions = {
  readonly times: Times
  /** The field of AWSENV_RESTORE with what awsenv replaced in the shell. */
  readonly kept: string
  readonly surroundings: string
  /** What PATH leads to for `awsenv`. */
  readonly program: string
  readonly watched: readonly Watched[]
  /** Files that have to be there, whatever is in them. */
  readonly present: readonly string[]
}

/** What a call leads to. */
export type Answer = {
  /** The file of the session. */
  readonly session: string
  /** The field of AWSENV_RESTORE with the words that lead here again. */
  readonly target: string
  /** What is said of it: the role's name and ARN, and the time when it ends. */
  readonly label: string
  readonly roleArn: string
  readonly until: string
}

/** `awsenv assume WORDS` in a shell whose AWSENV_FROM is `from`, or has none. Undefined where a hook can't make the name. */
export function assumeName(from: string | undefined, words: readonly string[]): string | undefined {
  const name = ['assume', from ?? '', ...words].join('=')
  const isPlain = [...words, ...(from === undefined ? [] : [from])].every(word => PLAIN.test(word))
  return isPlain && name.length <= 200 ? name : undefined
}

/** The words of `awsenv assume -`, where these led to the role before. */
export function wordsOfPrevious(words: readonly string[]): readonly string[] {
  return ['-', codedWords(words)]
}

/** `unset`, in a shell in which awsenv has replaced nothing. */
export const UNSET = 'unset'

export function callText(name: string, conditions: Conditions, answer: Answer | undefined): string | undefined {
  const { times, kept, surroundings, program, watched, present } = conditions
  const { session = '', target = '', label = '', roleArn = '', until = '' } = answer ?? {}
  return lines([
    `awsenv ready 2 ${name}`,
    ...[String(times.from), String(times.until), String(times.uptime)],
    ...[kept, surroundings, program, session, target, label, roleArn, until],
    // In this order, so that bash takes three short loops instead of one with cases, which takes it twice as long.
    ...watched.flatMap(({ path, stamp }) => (stamp === undefined ? [] : [stamp, path])),
    ...watched.flatMap(({ path, stamp }) => (stamp === undefined ? ['-', path] : [])),
    ...present.flatMap(path => ['+', path]),
  ])
}

export function sessionText(
  name: string,
  written: string,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  const words = Object.entries(variables).map(([variable, value]) => `${variable}=${value}`)
  return lines([`awsenv ready 2 ${name}`, written, ...words])
}

/** Undefined where a hook could read another text than this. */
function lines(all: readonly string[]): string | undefined {
  return all.every(line => /^[ -~]*$/.test(line) && line !== END) ? `${[...all, END].join('\n')}\n` : undefined
}

const END = 'end'

/** As the names of aliases have it. The first word of a call is never an option. */
const PLAIN = /^(?:-$|[A-Za-z0-9_.@+][A-Za-z0-9_.@+-]*$)/
