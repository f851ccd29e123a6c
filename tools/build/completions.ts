/** What completes the words of awsenv in each shell: the part in shell/completions/, and the table of the commands. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompletionTable, Entry } from '../../src/completion/table.ts'
import { bashTable } from './completions/bash.ts'
import { fishTable } from './completions/fish.ts'
import { powershellTable } from './completions/powershell.ts'
import { completionTable, literalKinds } from './completions/table.ts'
import { zshTable } from './completions/zsh.ts'

/** How each shell writes the table, by the ending of its files. */
const TABLES = { bash: bashTable, zsh: zshTable, fish: fishTable, ps1: powershellTable }

/** The text of each file, by its name. The table itself is for the shells whose Tab asks the binary. */
export function completionFiles(table: readonly Entry[] = completionTable()): ReadonlyMap<string, string> {
  const data: CompletionTable = { entries: table, literals: Object.fromEntries(literalKinds(table)) }
  return new Map([
    ...Object.entries(TABLES).map(
      ([extension, written]) => [`awsenv.${extension}`, `${writtenByHand(extension)}${written(table)}`] as const,
    ),
    ['table.json', `${JSON.stringify(data)}\n`],
  ])
}

function writtenByHand(extension: string): string {
  return readFileSync(join(import.meta.dirname, `../../shell/completions/completion.${extension}`), 'utf8')
}
