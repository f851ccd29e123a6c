import { AwsenvError, ExitCode } from '../errors.ts'
import type { Environment } from '../model/environment.ts'
import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { sh } from './posix.ts'
import { powershell } from './powershell.ts'
import type { Shell } from './shell.ts'
import { zsh } from './zsh.ts'

/** Every shell that awsenv writes for: a new one is a file, a hook, and a line here. */
export const shells: readonly Shell[] = [sh, bash, zsh, fish, powershell]

/** What is known of whoever called: the hook, the environment, and the parent process, whose name is asked for only when it counts. */
export type Caller = {
  readonly hook: string | undefined
  readonly env: Environment
  parentProcessName(): string | undefined
}

/**
 * The shell to write for: what the user asked for; else the one whose hook called; else the user's setting
 * (AWSENV_SHELL); else the parent process. $SHELL says which shell logs in, not which one runs, and no shell exports its
 * version. Throws AwsenvError, exit code 2, that lists them.
 */
export function detectShell(requested: string | undefined, { hook, env, parentProcessName }: Caller): Shell {
  if (requested !== undefined) return named(requested, '--shell')
  if (hook !== undefined) return named(hook, '--hook')
  if (env['AWSENV_SHELL']) return named(env['AWSENV_SHELL'], 'AWSENV_SHELL')
  const parent = parentProcessName()
  if (parent === undefined) throw unknown("can't tell which shell this is")
  return named(parent, 'the parent process')
}

/** The shell of a name, which may be a path, a program's (`bash.exe`, `C:\…\Bash.EXE`) or a login shell's (`-zsh`). */
function named(text: string, from: string): Shell {
  const name = text
    .trim()
    .replace(/^.*[/\\]/, '')
    .replace(/^-/, '')
    .toLowerCase()
    .replace(/\.exe$/, '')
  const shell = shells.find(candidate => candidate.name === name || candidate.otherNames.includes(name))
  if (!shell) throw unknown(`"${text}" (from ${from}) is no shell that awsenv writes for`)
  return shell
}

function unknown(message: string): AwsenvError {
  const names = shells.map(shell => shell.name).join(', ')
  return new AwsenvError(message, { exitCode: ExitCode.misused, hint: `use --shell with one of: ${names}` })
}
