/**
 * A command with those of its options alone that a call names. Clipanion builds its parser at each start, in a time
 * that grows with the square of the options (simplifyMachine, core.ts of 3.2.1): a fifth of a cached assume.
 */
import { Command, type CommandClass } from 'clipanion'
import type { CliContext } from '../context/context.ts'

/** The command itself, where a word is no long option of it: then its help, or an error that speaks of all, may be meant. */
export function withMeantOptions(command: CommandClass<CliContext>, args: readonly string[]): CommandClass<CliContext> {
  const meant = new Set(args.filter(arg => /^-./.test(arg)).map(arg => arg.replace(/=.*/s, '')))
  const known = new Set(Object.values(new command()).flatMap(namesOf))
  if ([...meant].some(name => !name.startsWith('--') || !known.has(name))) return command
  return class extends (command as ConcreteClass) {
    constructor() {
      super()
      for (const [key, value] of Object.entries(this)) {
        const names = namesOf(value)
        if (names.length > 0 && !names.some(name => meant.has(name))) {
          Object.assign(this, { [key]: { ...value, definition() {} } })
        }
      }
    }
  }
}

/** Those of an option; none for a positional, and for what is no declaration of Clipanion's at all. */
function namesOf(value: unknown): readonly string[] {
  if (!isDeclaration(value)) return []
  const names: string[] = []
  value.definition({
    addOption: option => names.push(...option.names),
    addPositional() {},
    addRest() {},
    addProxy() {},
  })
  return names
}

/** What `Option.String(…)` and its like put into a field until a call is parsed. */
type Declaration = { definition(builder: Recorder): void }

/** The type of Clipanion's classes doesn't say that those that can be made have their execute(). */
type ConcreteClass = new () => Command<CliContext> & { execute(): Promise<number> }

/** As much of Clipanion's CommandBuilder as a declaration speaks to. */
type Recorder = {
  addOption(option: { readonly names: readonly string[] }): void
  addPositional(): void
  addRest(): void
  addProxy(): void
}

function isDeclaration(value: unknown): value is Declaration {
  return typeof value === 'object' && value !== null && Command.isOption in value
}
