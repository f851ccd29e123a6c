import type { Described, Entry } from '../../../src/completion/table.ts'
import { literalKinds } from './table.ts'

/** The table as two hashtables of PowerShell. A word is an array of itself, what it means, and an option's kind. */
export function powershellTable(table: readonly Entry[]): string {
  return `
# What can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
$global:__awsenv_table = @{
${table.map(row).join('\n')}
}

# The words of a kind, where they are always the same.
$global:__awsenv_literals = @{
${literalKinds(table)
  .map(([kind, words]) => `    '${kind}' = ${words.map(quoted).join(', ')}`)
  .join('\n')}
}

Microsoft.PowerShell.Core\\Register-ArgumentCompleter -Native -CommandName awsenv -ScriptBlock {
    param($word, $ast, $position)
    __awsenv_complete $word $ast $position
}
`
}

function row({ path, words, flags, places }: Entry): string {
  return `    '${path}' = @{
        words = ${list(words)}
        flags = ${list(flags)}
        places = @(${places.map(quoted).join(', ')})
    }`
}

function list(words: readonly (Described & { readonly kind?: string | undefined })[]): string {
  const rows = words.map(({ name, description, kind }) => [name, description, ...(kind === undefined ? [] : [kind])])
  return rows.length === 0
    ? '@()'
    : `@(\n${rows.map(cells => `            , @(${cells.map(quoted).join(', ')})\n`).join('')}        )`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
