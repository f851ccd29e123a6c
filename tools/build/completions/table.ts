/** What can stand where on a command line of awsenv, from the definitions of the commands. */
import { allCommands } from '../../../src/all-commands.ts'
import {
  type CommandDefinition,
  definitionOf,
  isInternal,
  type OptionDefinition,
} from '../../../src/command-line/definition.ts'
import type { Described, Entry, Flag } from '../../../src/completion/table.ts'
import { kindOfArgument, kindOfValue, wordsOf } from './kinds.ts'

const commands = await allCommands()

/** The entry of no words at all, which has the commands, stands first. */
export function completionTable(): readonly Entry[] {
  const defined = definedCommands()
  const beginnings = defined.flatMap(({ path }) => path.split(' ').map((_, i, words) => words.slice(0, i).join(' ')))
  const entries = [...new Set([...beginnings, ...defined.map(({ path }) => path)])].map(path => {
    const command = defined.find(candidate => candidate.path === path)
    const flags = command?.flags ?? (path === '' ? [VERSION] : [])
    return { path, words: wordsAfter(path, defined), flags: [...flags, HELP], places: command?.places ?? [] }
  })
  return withHelp(entries)
}

/** Behind `help` stands the name of a command. */
function withHelp([start, ...entries]: readonly Entry[]): readonly Entry[] {
  if (start === undefined) return []
  const topics = [start, ...entries].filter(({ words }) => words.length > 0)
  const pages = topics.map(({ path, words }) => ({ path: `help ${path}`.trim(), words, flags: [], places: [] }))
  return [{ ...start, words: [...start.words, HELP_WORD] }, ...entries, ...pages]
}

type Defined = Omit<Entry, 'words'> & { readonly description: string }

function definedCommands(): readonly Defined[] {
  return commands
    .filter(command => !isInternal(command))
    .map(definitionOf)
    .map(definition => ({
      path: definition.path,
      description: oneLine(definition.description),
      flags: definition.options.map(flagOf),
      places: placesOf(definition),
    }))
}

/** What goes on with the beginning of a name: a command, or a family of them, which says who is in it. */
function wordsAfter(beginning: string, defined: readonly Defined[]): readonly Described[] {
  const start = beginning === '' ? '' : `${beginning} `
  const rests = defined.filter(({ path }) => path.startsWith(start)).map(({ path }) => path.slice(start.length))
  return [...new Set(rests.map(rest => rest.split(' ')[0] ?? ''))].map(name => {
    const path = `${start}${name}`
    const description = defined.find(command => command.path === path)?.description
    const family = () => wordsAfter(path, defined).map(word => word.name)
    return { name, description: description ?? family().join(', ') }
  })
}

/** The kinds whose words are always the same. */
export function literalKinds(table: readonly Entry[]): readonly (readonly [kind: string, words: readonly string[]])[] {
  const kinds = table.flatMap(({ places, flags }) => [...places, ...flags.flatMap(({ kind }) => kind ?? [])])
  return [...new Set(kinds)].flatMap(kind => {
    const words = wordsOf(kind)
    return words.length === 0 ? [] : [[kind, words] as const]
  })
}

const HELP_WORD: Described = { name: 'help', description: 'explain a command' }
const HELP: Flag = { name: '--help', description: 'explain it', kind: undefined }
const VERSION: Flag = { name: '--version', description: 'which version this is', kind: 'VERSION_FORM' }

function flagOf({ name, value, description }: OptionDefinition): Flag {
  return { name, description: oneLine(description), kind: value === undefined ? undefined : kindOfValue(value) }
}

/** The role behind an account is a part of its target, wherever there is one. */
function placesOf({ path, arguments: declared }: CommandDefinition): readonly string[] {
  const places = declared.map(({ kind, name }) => (kind === 'proxy' ? 'COMMAND' : kindOfArgument(path, name)))
  return places.filter((kind, i) => kind !== 'ROLE' || places[i - 1] !== 'TARGET')
}

/** In ASCII, which every shell reads alike, whatever its locale is. */
function oneLine(text = ''): string {
  const ascii = text.replaceAll('\u2026', '...').replace(/[^\s!-~]/g, '?')
  return ascii.replace(/\s+/g, ' ').trim()
}
