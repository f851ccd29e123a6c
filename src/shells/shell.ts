import { AwsenvError } from '../errors.ts'
import type { Environment, EnvironmentChange } from '../model/environment.ts'

/** A way to write a change of the environment: a shell's language, or a format for programs. */
export interface Writer {
  readonly name: string
  render(change: EnvironmentChange): string
}

/** A shell's language, for a change that the shell evaluates. `--shell` takes its name. */
export interface Shell extends Writer {
  /** Other names of programs that speak it. */
  readonly otherNames: readonly string[]
  /** Other shells whose scripts it can evaluate. */
  readonly reads: readonly string[]
  /**
   * The script that makes a change, or '' if there is nothing to change. All or nothing: cut at any byte, it
   * sets nothing, and a variable that can't be changed stops it before any change. If the shell may refuse
   * changes, the script says the notes on stderr after the change.
   * @throws AwsenvError for a name or a value that no environment can have.
   */
  render(change: EnvironmentChange, notes?: readonly string[]): string
  /** The same for the shell's hook, which has already checked that the variables can be changed. No notes. */
  renderForHook(change: EnvironmentChange): string
  /** Whether the shell may refuse a change, such as that of a readonly variable. */
  readonly mayRefuse: boolean
  /** The script that only fails with a status, for `eval "$(awsenv …)" && next`. */
  failure(exitCode: number): string
  /** A word of a command line, quoted. */
  quoted(word: string): string
  /** The line that a person types to evaluate a call without the hook. */
  evaluating(call: string): string
  /** How the shell loads its hook; undefined if there is none. */
  readonly hook?: Hook
}

/** A shell's own files: the hook is shell/awsenv.EXTENSION, the completions are shell/completions/awsenv.EXTENSION. */
export interface Hook {
  readonly extension: string
  /** Whether it asks awsenv for each thing: it has no file of completions, and doesn't read the answers of credentials/ready/. */
  readonly isPlain?: true
  /** The statement that sources a file. */
  source(path: string): string
  /** The same for a start-up file: nothing happens if the file is gone, as after the removal of a package. */
  sourceIfThere(path: string): string
  /** The statement that puts a folder at the end of PATH, unless it is there. */
  extendPath(folder: string): string
  /**
   * The start-up files that get a line, below `~`, as this user's shells read them.
   * @throws AwsenvError, with a hint to add the line by hand, if only the shell itself knows them.
   */
  startUpFiles(user: User, line: string): readonly StartUpFile[]
}

/** What the start-up files of a user depend on. */
export interface User {
  readonly env: Environment
  /** Of the XDG Base Directory Specification: `~/.config`, or what the user has in its place. */
  readonly configHome: string
  readonly isWindows: boolean
  /** Undefined if there is no such file. */
  read(path: string): string | undefined
}

export interface StartUpFile {
  readonly path: string
  /** Whether other shells read it too, which must not load the hook. */
  readonly isShared?: boolean
}

/** The entries of a change, checked: an environment can have each of them. */
export function checkedEntries(change: EnvironmentChange): [name: string, value: string | undefined][] {
  const entries = Object.entries(change)
  for (const [name, value] of entries) {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) throw new AwsenvError(`"${name}" can't be the name of a variable`)
    if (value?.includes('\0')) throw new AwsenvError(`the value for ${name} holds a NUL, which ends a variable early`)
    if (value?.isWellFormed() === false) throw new AwsenvError(`the value for ${name} isn't valid Unicode`)
  }
  return entries
}
