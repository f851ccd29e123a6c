import { AwsenvError } from '../errors.ts'
import type { EnvironmentChange } from '../model/environment.ts'

/** A language that a change of the environment can be written in, for a shell to evaluate. */
export interface Shell {
  /** What `--shell` takes; the hook is shell/awsenv.NAME. */
  readonly name: string
  /** What the programs that speak it are called besides. */
  readonly otherNames: readonly string[]
  /**
   * The script that makes a change, or '' where there is nothing to change. All or nothing: cut short at any byte it
   * sets nothing, and a variable that can't be changed stops it before it has changed any.
   * Throws AwsenvError for a name or a value that no environment can hold.
   */
  render(change: EnvironmentChange): string
  /** The same for the shell's hook (AWSENV_HOOK), where that takes something else than the script. */
  renderForHook?(change: EnvironmentChange): string
  /** The script that does nothing but fail with a status, for `eval "$(awsenv …)" && next`. */
  failure(exitCode: number): string
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
