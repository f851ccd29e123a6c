/** Finds the command that a call names. */
import { type AwsenvError, misused } from '../errors.ts'
import { nearNames } from '../text/near-names.ts'
import type { AwsenvCommandClass } from './command.ts'
import { isInternal, pathsOf } from './definition.ts'

/** Only one command's name can match the first words of a call. */
export function commandOf(
  args: readonly string[],
  commands: readonly AwsenvCommandClass[],
): AwsenvCommandClass | undefined {
  return commands.find(command => pathsOf(command).some(path => startsWith(args, path)))
}

/** The first word of several commands, as in `awsenv keys`. */
export function familyOf([first = '']: readonly string[], commands: readonly AwsenvCommandClass[]): string | undefined {
  return commands.flatMap(pathsOf).some(path => path.startsWith(`${first} `)) ? first : undefined
}

/** The error for `awsenv asume` or `awsenv config lst`, with the likely names. */
export function unknownCommand(args: readonly string[], commands: readonly AwsenvCommandClass[]): AwsenvError {
  const [first = '', second = ''] = args
  const names = commands.filter(command => !isInternal(command)).flatMap(pathsOf)
  const family = familyOf(args, commands)
  if (family === undefined) {
    const near = nearNames(first, [...new Set([...names.map(name => name.split(' ')[0] ?? ''), 'help', '--version'])])
    const what = first.startsWith('-') ? 'option' : 'command'
    return misused(
      `there is no ${what} "${first}"`,
      near.length > 0 ? didYouMean(near) : '"awsenv help" lists the commands',
    )
  }
  const members = names.filter(name => name.startsWith(`${family} `))
  const said = second === '' || second.startsWith('-') ? undefined : `there is no command "${family} ${second}"`
  const near = said === undefined ? [] : nearNames(second, members.map(lastWord)).map(name => `${family} ${name}`)
  const hint = near.length > 0 ? didYouMean(near) : `there are ${members.map(called).join(', ')}`
  return misused(said ?? `"awsenv ${family}" needs the name of a command`, hint)
}

function didYouMean(near: readonly string[]): string {
  return `did you mean ${near.map(called).join(' or ')}?`
}

function lastWord(name: string): string {
  return name.split(' ').at(-1) ?? ''
}

function called(name: string): string {
  return `"awsenv ${name}"`
}

function startsWith(args: readonly string[], path: string): boolean {
  return path.split(' ').every((word, index) => args[index] === word)
}
