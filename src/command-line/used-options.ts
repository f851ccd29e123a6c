/**
 * A command with those of its options alone that a call names. Clipanion builds its parser at each start, in a time
 * that grows with the square of the options (simplifyMachine, core.ts of 3.2.1): a fifth of a cached assume.
 */
import type { Command, CommandClass } from 'clipanion'
import type { CliContext } from '../context/context.ts'
import { declarationsOf } from './declarations.ts'

/** The command itself, where a word is no long option of it: then the error is to speak of all. */
export function withMeantOptions(command: CommandClass<CliContext>, args: readonly string[]): CommandClass<CliContext> {
  const meant = new Set(args.filter(arg => /^-./.test(arg)).map(arg => arg.replace(/=.*/s, '')))
  const options = declarationsOf(command).filter(declaration => 'option' in declaration)
  const known = new Set(options.flatMap(({ option }) => option.names))
  if ([...meant].some(name => !name.startsWith('--') || !known.has(name))) return command
  const idle = options.filter(({ option }) => !option.names.some(name => meant.has(name)))
  return class extends (command as ConcreteClass) {
    constructor() {
      super()
      const fields = this as Readonly<Record<string, unknown>>
      for (const { key } of idle) Object.assign(this, { [key]: { ...(fields[key] as object), definition() {} } })
    }
  }
}

/** The type of Clipanion's classes doesn't say that those that can be made have their execute(). */
type ConcreteClass = new () => Command<CliContext> & { execute(): Promise<number> }
