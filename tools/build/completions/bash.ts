import type { Entry } from '../../../src/completion/table.ts'
import { literalKinds } from './table.ts'

/** The table as two functions of bash; every word in it is a plain one. */
export function bashTable(table: readonly Entry[]): string {
  return `
# Sets what can follow the words of a command: the rest of its name, its options, and the kinds of its arguments.
function __awsenv_table() {
    case $1 in
${table.map(row).join('\n')}
        *) __awsenv_words='' __awsenv_flags='' __awsenv_places='' ;;
    esac
}

# Adds the words of a kind, where they are always the same.
function __awsenv_literals() {
    case $1 in
${literalKinds(table).map(literals).join('\n')}
        *) ;;
    esac
}

\\builtin complete -F __awsenv_completion awsenv
`
}

function row({ path, words, flags, places }: Entry): string {
  return `        '${path}')
            __awsenv_words='${words.map(({ name }) => name).join(' ')}'
            __awsenv_flags='${flags.map(({ name, kind }) => (kind === undefined ? name : `${name}=${kind}`)).join(' ')}'
            __awsenv_places='${places.join(' ')}'
            ;;`
}

function literals([kind, words]: readonly [string, readonly string[]]): string {
  return `        ${kind}) __awsenv_words="\${__awsenv_words} ${words.join(' ')}" ;;`
}
