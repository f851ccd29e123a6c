import type { Described, Entry } from '../../../src/completion/table.ts'
import { literalKinds } from './table.ts'

/** The table as two functions of zsh. A word stands before what it means: `NAME:MEANING`, `NAME=KIND:MEANING`. */
export function zshTable(table: readonly Entry[]): string {
  return `
# Sets what can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
function '__awsenv_table' {
    __awsenv_words=() __awsenv_flags=() __awsenv_places=()
    case "$1" in
${table.map(row).join('\n')}
    esac
}

# Adds the words of a kind, where they are always the same.
function '__awsenv_literals' {
    case "$1" in
${literalKinds(table).map(literals).join('\n')}
    esac
}

# Loaded as _awsenv from a folder of fpath, it is called for the first time by this; else compinit is told of it.
if [[ "\${funcstack[1]-}" == '_awsenv' ]]; then
    '_awsenv' "$@"
elif (( \${+functions[compdef]} )); then
    'compdef' '_awsenv' 'awsenv'
fi
`
}

function row({ path, words, flags, places }: Entry): string {
  const options = flags.map(({ name, kind, description }) => ({ name: kind ? `${name}=${kind}` : name, description }))
  return `        ('${path}')
${list('words', words)}${list('flags', options)}            __awsenv_places=(${places.map(kind => `'${kind}'`).join(' ')})
            ;;`
}

function list(name: string, words: readonly Described[]): string {
  if (words.length === 0) return ''
  const lines = words.map(word => `                ${quoted(`${word.name}:${word.description}`)}\n`)
  return `            __awsenv_${name}=(\n${lines.join('')}            )\n`
}

function literals([kind, words]: readonly [string, readonly string[]]): string {
  return `        ('${kind}') __awsenv_words+=(${words.map(word => `'${word}:'`).join(' ')}) ;;`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
