import { AwsenvError, ExitCode } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import { bash } from './bash.ts'
import { programName } from './evaluator.ts'
import { fish } from './fish.ts'
import { sh } from './posix.ts'
import { powershell } from './powershell.ts'
import type { Shell } from './shell.ts'
import { zsh } from './zsh.ts'

/** Every shell that awsenv writes for: a new one is a file, a hook, and a line here. */
export const shells: readonly Shell[] = [sh, bash, zsh, fish, powershell]

/** What is known of whoever called; the process that evaluates the answer is looked for only when it counts. */
export type Caller = {
  /** The shell whose hook made the call. */
  readonly hook: string | undefined
  readonly env: Environment
  /** What the process that evaluates stdout is called, the most reliable name first; none where the system doesn't tell. */
  evaluatorNames(): readonly string[]
}

/**
 * The shell to write for: what the user asked for; else the one whose hook called; else the user's setting
 * (AWSENV_SHELL), which anything may have inherited, so that it must not contradict the shell that evaluates the answer;
 * else that shell. $SHELL says which shell logs in, not which one runs, and no shell exports its version.
 * Throws AwsenvError, exit code 2, that lists the shells.
 */
export function detectShell(requested: string | undefined, { hook, env, evaluatorNames }: Caller): Shell {
  if (requested !== undefined) return named(requested, '--shell')
  if (hook !== undefined) return named(hook, '--hook')
  const names = evaluatorNames()
  const evaluator = shellOf(names)
  if (env['AWSENV_SHELL']) return notContradicting(named(env['AWSENV_SHELL'], 'AWSENV_SHELL'), evaluator)
  if (evaluator !== undefined) return evaluator
  const [name] = names
  if (name === undefined) throw unknown("can't tell which shell this is")
  throw unknown(`"${programName(name)}" (from the parent process) is no shell that awsenv writes for`)
}

/** The shell that a process is, by its names. */
export function shellOf(names: readonly string[]): Shell | undefined {
  return names.map(shellCalled).find(shell => shell !== undefined)
}

/** A shell that can't read a script prints the line that it stumbles over, with the secret in it. */
function notContradicting(set: Shell, evaluator: Shell | undefined): Shell {
  if (evaluator === undefined || [evaluator.name, ...evaluator.reads].includes(set.name)) return set
  throw new AwsenvError(`AWSENV_SHELL says ${set.name}, but this is ${evaluator.name}, which can't evaluate it`, {
    exitCode: ExitCode.misused,
    hint: 'unset AWSENV_SHELL, or use --shell for this call',
  })
}

function named(text: string, from: string): Shell {
  const shell = shellCalled(text)
  if (!shell) throw unknown(`"${text}" (from ${from}) is no shell that awsenv writes for`)
  return shell
}

function shellCalled(text: string): Shell | undefined {
  const name = programName(text)
  return shells.find(candidate => candidate.name === name || candidate.otherNames.includes(name))
}

function unknown(message: string): AwsenvError {
  const names = shells.map(shell => shell.name).join(', ')
  return new AwsenvError(message, { exitCode: ExitCode.misused, hint: `use --shell with one of: ${names}` })
}
