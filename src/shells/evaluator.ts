/** Finds the process that evaluates awsenv's output, and its shell. Pure: context/ancestors.ts asks the system. */
import type { Environment } from '../model/environment.ts'

/** What the system tells about an ancestor; undefined if it doesn't tell. */
export type Ancestor = {
  /** Its executable: for a script with `#!`, the interpreter's. */
  readonly executable: string | undefined
  /** argv[0]. */
  readonly calledBy: string | undefined
  /** Its own name: for a script with `#!`, the script's. */
  readonly name: string | undefined
  /** Whether it reads the pipe that is awsenv's stdout; undefined of every ancestor where stdout is no pipe. */
  readonly readsOutput: boolean | undefined
}

/**
 * The names of the process that evaluates stdout, the most reliable first. It is the nearest ancestor
 * that reads stdout; if none does (a file, or a program of the same pipeline), the nearest that does more
 * than start another program.
 */
export function evaluatorNames(ancestors: Iterable<Ancestor>): readonly string[] {
  let nearest: readonly string[] | undefined
  for (const ancestor of ancestors) {
    const names = namesOf(ancestor)
    if (ancestor.readsOutput) return names
    if (LAUNCHERS.has(programName(names[0] ?? ''))) continue
    nearest ??= names
    if (ancestor.readsOutput === undefined) break
  }
  return nearest ?? []
}

/** A script's name counts only if the system tells nothing better; but one shell is a script itself. */
function namesOf(ancestor: Ancestor): readonly string[] {
  const { executable, calledBy } = ancestor
  if (!executable) return [calledBy || (ancestor.name ?? '')]
  if (programName(executable) === 'python' && ancestor.name === 'xonsh') return ['xonsh']
  return calledBy ? [executable, calledBy] : [executable]
}

/** Programs that start another one with their own stdout. */
const LAUNCHERS = new Set(['timeout', 'sudo', 'doas', 'time', 'strace', 'ltrace', 'setsid', 'unshare'])

/**
 * Windows doesn't tell the parent, but the shell's variables are hints. bash and zsh set `_`
 * to the program that they start: a PowerShell started from one still has its own name there.
 * PowerShell puts the user's module folder before the system's. cmd.exe sets PROMPT.
 */
export function windowsNames(env: Environment): readonly string[] {
  const started = programName(env['_'] ?? '')
  const isOfMsys = Boolean(env['MSYSTEM']) && !/^(?:powershell|pwsh|cmd)$/.test(started)
  if (isOfMsys) return [env['SHELL'] || 'bash']
  const [modules = ''] = (env['PSModulePath'] ?? env['PSMODULEPATH'] ?? '').split(';')
  const isOfUser =
    /[\\/](?:Windows)?PowerShell[\\/]Modules[\\/]?$/i.test(modules) && !/[\\/]Program Files/i.test(modules)
  if (isOfUser) return ['powershell']
  return env['PROMPT'] === undefined ? [] : [CMD]
}

/** The shell of Windows that can't evaluate a program's output. */
export const CMD = 'cmd'

/**
 * The name of a program from its path or argv[0]: `C:\…\Bash.EXE`, `-zsh` (a login shell), `bash (deleted)`
 * (its package was upgraded), `.fish-wrapped` (Nix), `bash-5.3`, `ksh93`.
 */
export function programName(text: string): string {
  return text
    .trim()
    .replace(/ \(deleted\)$/, '')
    .replace(/^.*[/\\]/, '')
    .replace(/^[-.]+/, '')
    .toLowerCase()
    .replace(/\.exe$/, '')
    .replace(/-wrapped$/, '')
    .replace(/[-.]?\d[\d.]*$/, '')
}
