/** Whether a call asks for help, and for which page. */
import type { AwsenvCommandClass } from '../command.ts'
import { definitionOf, isInternal, pathsOf, summaryOf } from '../definition.ts'
import { commandOf, familyOf, unknownCommand } from '../find-command.ts'
import { familyPage, overview } from './overview.ts'
import { commandPage } from './page.ts'

/** Undefined if the call doesn't ask for help. @throws AwsenvError for help about an unknown command. */
export function helpText(args: readonly string[], commands: readonly AwsenvCommandClass[]): string | undefined {
  const topic = topicOf(args, commands)
  if (topic === undefined) return undefined
  const documented = commands.filter(command => !isInternal(command))
  if (topic.length === 0) return overview(documented.map(summaryOf))
  const command = commandOf(topic, documented)
  if (command !== undefined) return commandPage(definitionOf(command))
  const family = topic.length === 1 ? familyOf(topic, documented) : undefined
  if (family === undefined) throw unknownCommand(topic, commands)
  return familyPage(family, documented.map(summaryOf))
}

/** The words that name a command or a family. No words ask for the overview. */
function topicOf(args: readonly string[], commands: readonly AwsenvCommandClass[]): readonly string[] | undefined {
  const [first, ...rest] = args
  if (first === undefined) return []
  if (first === 'help' || isHelp(first)) return rest.filter(word => !word.startsWith('-'))
  if (!args.some(isHelp)) return rest.length === 0 && familyOf(args, commands) !== undefined ? args : undefined
  const command = commandOf(args, commands)
  if (command === undefined) return args.filter(word => !word.startsWith('-'))
  const path = pathsOf(command).find(words => args.join(' ').startsWith(words)) ?? ''
  return ownWords(args, command).some(isHelp) ? path.split(' ') : undefined
}

/** The options before `--`, and before another program's command line. */
function ownWords(args: readonly string[], command: AwsenvCommandClass): readonly string[] {
  const { path, arguments: declared, options } = definitionOf(command)
  const takesProgram = declared.some(({ kind }) => kind === 'proxy')
  const withValue = new Set(options.filter(({ value }) => value !== undefined).map(({ name }) => name))
  const own: string[] = []
  for (let i = path.split(' ').length; i < args.length; i++) {
    const word = args[i] as string
    const isOption = word.startsWith('-') && word !== '-'
    if (word === '--' || (takesProgram && !isOption)) break
    own.push(word)
    if (withValue.has(word) && !isHelp(args[i + 1] ?? '')) i++
  }
  return own
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}
