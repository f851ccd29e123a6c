/**
 * A command with only the options that a call names. Clipanion builds its parser at each start, in a time
 * that grows with the square of the options (simplifyMachine, core.ts of 3.2.1): a fifth of a cached assume.
 */
import type { Command, CommandClass } from 'clipanion'
import type { CliContext } from '../context/context.ts'
import { declarationsOf } from './declarations.ts'

/** The whole command, if a word is not one of its long options: the error must know them all. */
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

/** Clipanion's types don't say that a class that can be constructed has an execute(). */
type ConcreteClass = new () => Command<CliContext> & { execute(): Promise<number> }
