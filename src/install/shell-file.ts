import { misused } from '../errors.ts'
import { shells } from '../shells/index.ts'
import type { Hook, Shell } from '../shells/shell.ts'

export type HookedShell = Shell & { readonly hook: Hook }

/** The shells that have a hook and completions. */
export const hookedShells = shells.filter((shell): shell is HookedShell => shell.hook !== undefined)

/** @throws AwsenvError, exit code 2, that lists them. */
export function hookedShell(name: string): HookedShell {
  const shell = hookedShells.find(candidate => candidate.name === name)
  if (shell !== undefined) return shell
  throw misused(
    `there is no hook for "${name}"`,
    `choose one of: ${hookedShells.map(candidate => candidate.name).join(', ')}`,
  )
}

/** The names of its assets. */
export function hookFile({ hook }: HookedShell): string {
  return `awsenv.${hook.extension}`
}

export function completionFile({ hook }: HookedShell): string {
  return `completions/awsenv.${hook.extension}`
}
