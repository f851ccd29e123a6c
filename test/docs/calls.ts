/** The calls of awsenv that a page shows, and whether awsenv understands them. */
import { Cli } from 'clipanion'
import type { AwsenvCommandClass } from '../../src/command-line/command.ts'
import { commandOf, familyOf } from '../../src/command-line/find-command.ts'
import { helpText } from '../../src/command-line/help/request.ts'
import { withMeantOptions } from '../../src/command-line/used-options.ts'
import type { CliContext } from '../../src/context/context.ts'
import { commandWords } from '../../src/text/command-words.ts'

/** The words after each `awsenv` of a line for a shell: up to a pipe, a redirection, a bracket or a comment. */
export function callsIn(line: string): readonly (readonly string[])[] {
  const calls = line.replace(/(?:^|\s)#.*/, '').matchAll(CALL)
  return [...calls].map(([, words = '']) => commandWords(words.replace(/ \d$/, '')) ?? [words])
}

/** `use awsenv` is direnv's word. A path to awsenv is a call where a command stands; elsewhere it is an argument. */
const CALL = new RegExp(
  [
    /(?:(?<![\w./:'@<-]|\buse )|(?<=(?:^|[=(]) ?)[~…]?\/[\w./-]*)/,
    /awsenv(?= )((?: +(?:[^\s"'|&;()<>]|"[^"]*"|'[^']*')+)*)/,
  ]
    .map(({ source }) => source)
    .join(''),
  'g',
)

/** Each way to read the notation of usage lines: `[--all]` may be left out, `A|B` is A or B, `…` is any number of words. */
export function readings(span: string): readonly string[] {
  const [, before = '', inner = '', after = ''] = /^(.*?)\[([^[\]]*)\](.*)$/.exec(span) ?? []
  if (inner !== '')
    return [`${before}${after}`, ...inner.split('|').map(word => `${before}${word}${after}`)].flatMap(readings)
  return [span.replace(/(\w)…/g, '$1').replace(/ …(?=[\s)"]|$)/g, ' ')]
}

/** Why awsenv would refuse these words for what they are; undefined if it would not. */
export function faultOf(args: readonly string[], commands: readonly AwsenvCommandClass[]): string | undefined {
  if (args[0] === 'COMMAND') return faultOf(['assume', ...args.slice(1)], commands)
  try {
    if (helpText(args[1] === 'COMMAND' ? ['help', 'assume'] : args, commands) !== undefined) return undefined
    const command = commandOf(args, commands)
    if (command === undefined) return 'there is no such command'
    const cli = new Cli<CliContext>({ binaryName: 'awsenv' })
    cli.register(withMeantOptions(command, args))
    cli.process([...args], {} as CliContext)
    return undefined
  } catch (error) {
    return String((error as Error).message).split('\n')[0]
  }
}

/** The same for prose, which may name a family of commands, or a command without what it needs. */
export function faultInProse(args: readonly string[], commands: readonly AwsenvCommandClass[]): string | undefined {
  if (args.length === 0) return undefined
  if (args.length === 1 && familyOf(args, commands) !== undefined) return undefined
  const [fault, ...others] = [[], ['X'], ['X', 'X']].map(more => faultOf([...args, ...more], commands))
  return others.includes(undefined) ? undefined : fault
}
