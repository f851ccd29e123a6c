import type { Described, Entry } from '../../../src/completion/table.ts'
import { literalKinds } from './table.ts'

/** The table as two functions of fish. Behind a word stands, after a tab, what it means; options name their kind before. */
export function fishTable(table: readonly Entry[]): string {
  return `
# Sets what can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
function __awsenv_table --no-scope-shadowing
    builtin set __awsenv_words
    builtin set __awsenv_flags
    builtin set __awsenv_places
    switch "$argv[1]"
${table.map(row).join('\n')}
    end
end

# Adds the words of a kind, where they are always the same.
function __awsenv_literals --no-scope-shadowing
    switch "$argv[1]"
${literalKinds(table).map(literals).join('\n')}
    end
end

builtin complete -c awsenv -e
builtin complete -c awsenv -f -a '(__awsenv_completion)'
`
}

function row({ path, words, flags, places }: Entry): string {
  const options = flags.map(({ name, kind, description }) => ({ name: kind ? `${name}=${kind}` : name, description }))
  const kinds = places.length === 0 ? '' : `            builtin set __awsenv_places ${places.join(' ')}\n`
  return `        case ${/^[\w-]+$/.test(path) ? path : quoted(path)}\n${list('words', words)}${list('flags', options)}${kinds}`.trimEnd()
}

function list(name: string, words: readonly Described[]): string {
  return words
    .map(word => `            builtin set -a __awsenv_${name} ${word.name}\\t${quoted(word.description)}\n`)
    .join('')
}

function literals([kind, words]: readonly [string, readonly string[]]): string {
  return `        case ${kind}\n            builtin set -a __awsenv_words ${words.join(' ')}`
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
