/** Which process will evaluate what awsenv prints, and which shell that is. Pure: context/ancestors.ts asks the system. */
import type { Environment } from '../model/environment.ts'

/** What the system tells about a process that awsenv descends from; undefined for what it keeps to itself. */
export type Ancestor = {
  /** The file that it runs: for a script with `#!`, that of its interpreter. */
  readonly executable: string | undefined
  /** What it was called by: argv[0]. */
  readonly calledBy: string | undefined
  /** What it calls itself: for a script with `#!`, the script's name. */
  readonly name: string | undefined
  /** Whether it has the other end of the pipe that awsenv's stdout is. */
  readonly readsOutput: boolean
}

/**
 * The names of the process that evaluates stdout, the most reliable first: of the ancestors (the nearest first) the one
 * that reads stdout; else, where it goes to a file or to a program of the same pipeline, the nearest one that does more
 * than start another program.
 */
export function evaluatorNames(ancestors: Iterable<Ancestor>): readonly string[] {
  let nearest: readonly string[] | undefined
  for (const ancestor of ancestors) {
    const names = namesOf(ancestor)
    if (ancestor.readsOutput) return names
    if (!LAUNCHERS.has(programName(names[0] ?? ''))) nearest ??= names
  }
  return nearest ?? []
}

/** The name of a script counts only where the system says nothing better. */
function namesOf({ executable, calledBy, name }: Ancestor): readonly string[] {
  const better = [executable, calledBy].filter(text => text !== undefined && text !== '')
  return (better.length > 0 ? better : [name]) as readonly string[]
}

/** Programs that run another one as their child, with their own stdout. */
const LAUNCHERS = new Set(['timeout', 'sudo', 'doas', 'time', 'strace', 'ltrace', 'setsid', 'unshare'])

/**
 * On Windows no parent can be asked for by the system's own means; the shell's variables are hints. `_` is set by bash
 * and zsh, to the program that they start: a PowerShell that was started from one still has its own name there. And a
 * PowerShell puts the user's folder of modules before the system's.
 */
export function windowsNames(env: Environment): readonly string[] {
  const started = programName(env['_'] ?? '')
  const isOfMsys = Boolean(env['MSYSTEM']) && !/^(?:powershell|pwsh|cmd)$/.test(started)
  if (isOfMsys) return [env['SHELL'] || 'bash']
  const [modules = ''] = (env['PSModulePath'] ?? env['PSMODULEPATH'] ?? '').split(';')
  const isOfUser =
    /[\\/](?:Windows)?PowerShell[\\/]Modules[\\/]?$/i.test(modules) && !/[\\/]Program Files/i.test(modules)
  return isOfUser ? ['powershell'] : []
}

/**
 * The name of a program by its path, or by what it was called: `C:\…\Bash.EXE`, `-zsh` (a login shell), `bash (deleted)`
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
