import { basename } from 'node:path'
import type { Ancestor } from '../shells/evaluator.ts'
import { printable } from '../text/printable.ts'

/** The program that asks: the nearest ancestor that is no shell, since SDKs run a command line in one. Nobody vouches for the name. */
export function callerName(ancestors: Iterable<Ancestor>): string | undefined {
  for (const { name, executable, calledBy } of ancestors) {
    const shown = name || basename(executable ?? calledBy ?? '')
    if (shown !== '' && !SHELLS.has(basename(executable ?? shown).replace(/^-/, '')))
      return printable(shown).slice(0, 64)
  }
  return undefined
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'fish', 'ksh', 'busybox', 'cmd.exe'])
