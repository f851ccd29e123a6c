import { misused } from '../errors.ts'
import { shells } from '../shells/index.ts'
import type { Hook, Shell } from '../shells/shell.ts'

export type HookedShell = Shell & { readonly hook: Hook }

/** The shells that have a hook. */
export const hookedShells = shells.filter((shell): shell is HookedShell => shell.hook !== undefined)

/** Those that have files of completions, and switch by the answers that awsenv leaves in memory. */
export const fullShells = hookedShells.filter(({ hook }) => !hook.isPlain)

/** @throws AwsenvError, exit code 2, that lists them. */
export function hookedShell(name: string): HookedShell {
  return named(name, hookedShells, 'is no hook')
}

/** @throws AwsenvError, exit code 2, that lists them. */
export function fullShell(name: string): HookedShell {
  return named(name, fullShells, 'are no completions')
}

function named(name: string, among: readonly HookedShell[], lack: string): HookedShell {
  const shell = among.find(candidate => candidate.name === name || candidate.otherNames.includes(name))
  if (shell !== undefined) return shell
  throw misused(`there ${lack} for "${name}"`, `choose one of: ${among.map(candidate => candidate.name).join(', ')}`)
}

/** The names of its assets. */
export function hookFile({ hook }: HookedShell): string {
  return `awsenv.${hook.extension}`
}

export function completionFile({ hook }: HookedShell): string {
  return `completions/awsenv.${hook.extension}`
}

/** What the completions of the other shells are made from. */
export const COMPLETION_TABLE = 'completions/table.json'
