import { type AwsenvError, misused } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import { bash } from './bash.ts'
import { elvish } from './elvish.ts'
import { CMD, programName } from './evaluator.ts'
import { fish } from './fish.ts'
import { nushell } from './nushell.ts'
import { sh } from './posix.ts'
import { powershell } from './powershell.ts'
import type { Shell } from './shell.ts'
import { xonsh } from './xonsh.ts'
import { zsh } from './zsh.ts'

/** All shells that awsenv writes for. */
export const shells: readonly Shell[] = [sh, bash, zsh, fish, powershell, nushell, elvish, xonsh]

/** What is known about the caller. The evaluating process is looked up on demand. */
export type Caller = {
  /** The shell whose hook made the call. */
  readonly hook: string | undefined
  readonly env: Environment
  /** The names of the process that evaluates stdout, the most reliable first; none if the system doesn't tell. */
  evaluatorNames(): readonly string[]
}

/**
 * The shell to write for: the one of --shell; else the one whose hook called; else the user's setting
 * (AWSENV_SHELL), which may be inherited and so must not contradict the evaluating shell;
 * else that shell. $SHELL is the login shell, not the running one, and no shell exports its version.
 * @throws AwsenvError, exit code 2, that lists the shells.
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
  if (name === CMD) throw misused("awsenv can't change the variables of cmd.exe", CMD_HINT)
  throw unknown(`"${programName(name)}" (from the parent process) is no shell that awsenv writes for`)
}

const CMD_HINT =
  'run one command with a role: awsenv exec TARGET -- COMMAND; or use PowerShell (--shell powershell) or Git Bash'

/** The shell with one of a process's names. */
export function shellOf(names: readonly string[]): Shell | undefined {
  for (const name of names) {
    const shell = shellCalled(name)
    if (shell !== undefined) return shell
  }
  return undefined
}

/** A shell that can't parse a script prints the faulty line, with the secret in it. */
function notContradicting(set: Shell, evaluator: Shell | undefined): Shell {
  if (evaluator === undefined || [evaluator.name, ...evaluator.reads].includes(set.name)) return set
  throw misused(
    `AWSENV_SHELL says ${set.name}, but this is ${evaluator.name}, which can't evaluate it`,
    'unset AWSENV_SHELL, or use --shell for this call',
  )
}

function named(text: string, from: string): Shell {
  const shell = shellCalled(text)
  if (!shell) throw unknown(`"${text}" (from ${from}) is no shell that awsenv writes for`)
  return shell
}

function shellCalled(text: string): Shell | undefined {
  const name = programName(text)
  for (const shell of shells) if (shell.name === name || shell.otherNames.includes(name)) return shell
  return undefined
}

function unknown(message: string): AwsenvError {
  const names = shells.map(shell => shell.name).join(', ')
  return misused(message, `use --shell with one of: ${names}`)
}
