/** What can stand where on a command line of awsenv, from the definitions that Clipanion has of the commands. */
import { Cli } from 'clipanion'
import { commands } from '../../../src/cli.ts'
import { kindOfOption, wordsOf } from './kinds.ts'

export type Described = { readonly name: string; readonly description: string }

/** An option; `kind` is that of its value, '-' where nobody knows one, and undefined where it takes none. */
export type Flag = Described & { readonly kind: string | undefined }

/** A command, or the beginning of several: then `words` are what can follow. */
export type Entry = {
  readonly path: string
  readonly words: readonly Described[]
  readonly flags: readonly Flag[]
  /** The kinds of its arguments, in order. */
  readonly places: readonly string[]
}

/** The entry of no words at all, which has the commands, stands first. */
export function completionTable(): readonly Entry[] {
  const defined = definedCommands()
  const beginnings = defined.flatMap(({ path }) => path.split(' ').map((_, i, words) => words.slice(0, i).join(' ')))
  return [...new Set([...beginnings, ...defined.map(({ path }) => path)])].map(path => {
    const command = defined.find(candidate => candidate.path === path)
    const flags = command?.flags ?? (path === '' ? [VERSION] : [])
    return { path, words: wordsAfter(path, defined), flags: [...flags, HELP], places: command?.places ?? [] }
  })
}

type Defined = Omit<Entry, 'words'> & { readonly description: string }

function definedCommands(): readonly Defined[] {
  const cli = new Cli({ binaryLabel: 'awsenv', binaryName: 'awsenv', binaryVersion: '' })
  for (const command of commands) cli.register(command)
  return cli.definitions({ colored: false }).map(({ path, usage, description, options }) => ({
    path: path.split(' ').slice(1).join(' '),
    description: oneLine(description),
    flags: options.flatMap(flagsOf),
    places: placesIn(usage, path),
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

const HELP: Flag = { name: '--help', description: 'explain it', kind: undefined }
const VERSION: Flag = { name: '--version', description: 'which version this is', kind: undefined }

type Option = { readonly definition: string; readonly description?: string }

/** Clipanion writes `-f,--from #0` for an option with a value. */
function flagsOf({ definition, description }: Option): readonly Flag[] {
  const [names = '', ...values] = definition.split(' ')
  return names.split(',').map(name => ({
    name,
    description: oneLine(description),
    kind: values.length === 0 ? undefined : kindOfOption(name),
  }))
}

/**
 * Clipanion writes `[TARGET]`, `<KEY>`, and `...` where a command line of the user's stands. The role behind an account
 * is a part of its target, wherever there is one.
 */
function placesIn(usage: string, path: string): readonly string[] {
  const words = usage.slice(path.length).trim().split(' ')
  const places = words.flatMap(word => (word === '...' ? 'COMMAND' : (/^[<[]([A-Z_]+)[>\]]$/.exec(word)?.[1] ?? [])))
  return places.filter((kind, i) => kind !== 'ROLE' || places[i - 1] !== 'TARGET')
}

/** In ASCII, which every shell reads alike, whatever its locale is. */
function oneLine(text = ''): string {
  const ascii = text.replaceAll('\u2026', '...').replace(/[^\s!-~]/g, '?')
  return ascii.replace(/\s+/g, ' ').trim()
}
