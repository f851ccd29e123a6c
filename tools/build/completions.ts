/** Writes shell/completions/awsenv.*, which say for each shell what the table of the commands says. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bashTable } from './completions/bash.ts'
import { fishTable } from './completions/fish.ts'
import { powershellTable } from './completions/powershell.ts'
import { completionTable, type Entry } from './completions/table.ts'
import { zshTable } from './completions/zsh.ts'

/** Each file, by its name, as it has to be: the part that is written by hand, and the table. */
export function completionFiles(table: readonly Entry[] = completionTable()): ReadonlyMap<string, string> {
  const tables = { bash: bashTable(table), zsh: zshTable(table), fish: fishTable(table), ps1: powershellTable(table) }
  return new Map(Object.entries(tables).map(([shell, text]) => [`awsenv.${shell}`, `${byHand(shell)}${text}`]))
}

function byHand(shell: string): string {
  return readFileSync(join(import.meta.dirname, `completions/completion.${shell}`), 'utf8')
}

if (import.meta.main) {
  for (const [name, text] of completionFiles()) {
    writeFileSync(join(import.meta.dirname, '../../shell/completions', name), text)
  }
}
