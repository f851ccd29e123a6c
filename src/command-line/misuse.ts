/** Says what is wrong with a call that Clipanion can't parse: which word, what was expected, and where to read on. */
import { AwsenvError, misused } from '../errors.ts'
import { nearNames } from '../text/near-names.ts'
import type { AwsenvCommandClass } from './command.ts'
import { argumentForm, type CommandDefinition, definitionOf, optionForm } from './definition.ts'
import { commandOf, unknownCommand } from './find-command.ts'

export function misuse(args: readonly string[], commands: readonly AwsenvCommandClass[]): AwsenvError {
  const command = commandOf(args, commands)
  if (command === undefined) return unknownCommand(args, commands)
  const definition = definitionOf(command)
  const words = args.slice(definition.path.split(' ').length)
  const read = readWords(definition, words)
  const option = words.map(word => word.replace(/=.*/s, '')).find(word => command.targetOptions?.includes(word))
  if (option !== undefined && !(read instanceof AwsenvError) && read.length === 0)
    return misused(
      `${option} needs a command`,
      `run: awsenv ${definition.path} ${option} … COMMAND; ${more(definition)}`,
    )
  return (
    (read instanceof AwsenvError ? read : wrongNumber(definition, read)) ??
    misused(`"awsenv ${args.join(' ')}" can't be understood`, `${usageOf(definition)}; ${more(definition)}`)
  )
}

/** The arguments among the words, or the error for the first wrong option. */
function readWords(definition: CommandDefinition, words: readonly string[]): readonly string[] | AwsenvError {
  const takesProgram = definition.arguments.some(({ kind }) => kind === 'proxy')
  const given: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    if (word === '--' || (takesProgram && given.length > 0))
      return [...given, ...words.slice(word === '--' ? i + 1 : i)]
    if (!isOption(word)) {
      given.push(word)
      continue
    }
    const [name = ''] = word.split('=')
    const option = definition.options.find(candidate => candidate.name === name.replace(/^--no-/, '--'))
    if (option === undefined) return unknownOption(definition, name)
    if (option.value === undefined && word.includes('=')) {
      return misused(`"${name}" takes no value`, `leave "${word.slice(name.length)}" out; ${more(definition)}`)
    }
    if (option.value === undefined || word.includes('=')) continue
    const value = words[++i]
    if (value === undefined || isOption(value)) {
      return misused(`"${name}" needs a value`, `write it like ${optionForm(option)}; ${more(definition)}`)
    }
  }
  return given
}

function unknownOption(definition: CommandDefinition, name: string): AwsenvError {
  const near = nearNames(
    name,
    definition.options.map(option => option.name),
  ).map(other => `"${other}"`)
  const meant = near.length > 0 ? `did you mean ${near.join(' or ')}? ` : ''
  return misused(`"awsenv ${definition.path}" has no option "${name}"`, `${meant}${more(definition)}`)
}

function wrongNumber(definition: CommandDefinition, given: readonly string[]): AwsenvError | undefined {
  const { path, arguments: declared } = definition
  const missing = declared.filter(({ isRequired }) => isRequired)[given.length]
  const hint = `${usageOf(definition)}; ${more(definition)}`
  if (missing !== undefined) return misused(`"awsenv ${path}" needs ${missing.name}`, hint)
  const extra = declared.every(({ kind }) => kind === 'single') ? given[declared.length] : undefined
  return extra === undefined ? undefined : misused(`"${extra}" is one word too many for "awsenv ${path}"`, hint)
}

function usageOf({ path, arguments: declared }: CommandDefinition): string {
  const words = declared.map(argumentForm)
  return words.length === 0 ? `"awsenv ${path}" takes no argument` : `usage: awsenv ${[path, ...words].join(' ')}`
}

/** An option of awsenv itself has no page of its own. */
function more({ path }: CommandDefinition): string {
  return `"awsenv help${path.startsWith('-') ? '' : ` ${path}`}" says more`
}

function isOption(word: string): boolean {
  return /^-./.test(word)
}
