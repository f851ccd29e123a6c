/**
 * A command with only the options that a call names. Clipanion builds its parser at each start, in a time
 * that grows with the square of the options (simplifyMachine, core.ts of 3.2.1): a fifth of a cached assume.
 */
import type { AwsenvCommandClass } from './command.ts'
import { declarationsOf } from './declarations.ts'

/** The whole command, if a word is not one of its long options: the error must know them all. */
export function withMeantOptions(command: AwsenvCommandClass, args: readonly string[]): AwsenvCommandClass {
  const meant = new Set<string>()
  for (const arg of args) if (/^-./.test(arg)) meant.add(arg.replace(/=.*/s, ''))
  const instance = new command()
  const fields = instance as unknown as Record<string, Undeclared>
  const known = new Set<string>()
  for (const declaration of declarationsOf(instance)) {
    if (!('option' in declaration)) continue
    const { key, option } = declaration
    for (const name of option.names) known.add(name)
    // The value of an option that is not in the call. Clipanion takes a field with a value for none of its own.
    if (meant.isDisjointFrom(new Set(option.names))) fields[key] = fields[key]?.transformer({}, key, NOT_GIVEN) as never
  }
  for (const name of meant) if (!name.startsWith('--') || !known.has(name)) return command
  // Clipanion constructs a command twice, to register it and to parse a call: both times it gets this one.
  return new Proxy(command, { construct: () => instance })
}

/** An option before Clipanion has parsed a call. */
type Undeclared = { transformer(builder: object, key: string, call: typeof NOT_GIVEN): unknown }

const NOT_GIVEN = { options: [] }
