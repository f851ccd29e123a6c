import { AwsenvError } from '../errors.ts'
import type { Environment, EnvironmentChange } from '../model/environment.ts'

/** Whatever can write a change of the environment down: a shell's language, or a format for programs. */
export interface Writer {
  readonly name: string
  render(change: EnvironmentChange): string
}

/** A language that a change of the environment can be written in, for a shell to evaluate. Its name is what `--shell` takes. */
export interface Shell extends Writer {
  /** What the programs that speak it are called besides. */
  readonly otherNames: readonly string[]
  /** The other shells whose scripts it can evaluate. */
  readonly reads: readonly string[]
  /**
   * The script that makes a change, or '' where there is nothing to change. All or nothing: cut short at any byte it
   * sets nothing, and a variable that can't be changed stops it before it has changed any.
   * Throws AwsenvError for a name or a value that no environment can hold.
   */
  render(change: EnvironmentChange): string
  /** The same for the shell's hook, where that takes something else than the script. */
  renderForHook?(change: EnvironmentChange): string
  /** The script that does nothing but fail with a status, for `eval "$(awsenv …)" && next`. */
  failure(exitCode: number): string
  /** A word of a command line, quoted. */
  quoted(word: string): string
  /** The line that a person types to evaluate what a call prints, where there is no hook. */
  evaluating(call: string): string
  /** How the shell loads its hook; undefined where there is none. */
  readonly hook?: Hook
}

/** A shell's own files: the hook is shell/awsenv.EXTENSION, the completions shell/completions/awsenv.EXTENSION. */
export interface Hook {
  readonly extension: string
  /** The statement that sources a file. */
  source(path: string): string
  /** The statement that puts a folder at the end of PATH, unless it is there. */
  extendPath(folder: string): string
  /**
   * The start-up files that get a line, below `~`, as this user's shells read them.
   * Throws AwsenvError, with a hint to add the line by hand, where only the shell itself knows them.
   */
  startUpFiles(user: User, line: string): readonly StartUpFile[]
}

/** What the start-up files of a user depend on. */
export interface User {
  readonly env: Environment
  readonly isWindows: boolean
  /** Undefined where there is no such file. */
  read(path: string): string | undefined
}

export interface StartUpFile {
  readonly path: string
  /** Whether another shell reads it too, which must not see the hook. */
  readonly isShared?: boolean
}

/** The entries of a change, once every one of them can stand in an environment. */
export function checkedEntries(change: EnvironmentChange): [name: string, value: string | undefined][] {
  const entries = Object.entries(change)
  for (const [name, value] of entries) {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) throw new AwsenvError(`"${name}" can't be the name of a variable`)
    if (value?.includes('\0')) throw new AwsenvError(`the value for ${name} holds a NUL, which ends a variable early`)
    if (value?.isWellFormed() === false) throw new AwsenvError(`the value for ${name} isn't valid Unicode`)
  }
  return entries
}
