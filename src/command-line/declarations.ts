/** What the fields of a command declare to Clipanion, read without the parser that Clipanion builds from it. */
import { Command } from 'clipanion'

/** An option as Clipanion is told of it. */
export type DeclaredOption = {
  readonly names: readonly string[]
  readonly arity: number
  readonly description?: string
}

/** An argument; a proxy takes every word from its place on, options included. */
export type DeclaredArgument = {
  readonly name: string
  readonly isRequired: boolean
  readonly kind: 'single' | 'rest' | 'proxy'
}

/** One field: an option with the name of its value, or an argument. */
export type Declaration =
  | { readonly key: string; readonly option: DeclaredOption; readonly valueName: string | undefined }
  | { readonly key: string; readonly argument: DeclaredArgument }

/** Names what an option takes: `taking('TIME', Option.String('--duration', …))`. Clipanion has no place for that. */
export function taking<Value>(valueName: string, option: Value): Value {
  return Object.assign(option as object, { valueName }) as Value
}

/** In the order of the fields, those of the base classes first. */
export function declarationsOf(command: new () => object): readonly Declaration[] {
  const declarations: Declaration[] = []
  for (const [key, field] of Object.entries(new command())) {
    if (!isDeclared(field)) continue
    field.definition(
      {
        addOption: option => void declarations.push({ key, option, valueName: field.valueName }),
        addPositional: argument => void declarations.push({ key, argument: argumentOf('single', argument) }),
        addRest: argument => void declarations.push({ key, argument: argumentOf('rest', argument) }),
        addProxy: argument => void declarations.push({ key, argument: argumentOf('proxy', argument) }),
      },
      key,
    )
  }
  return declarations
}

/** Clipanion's defaults: one word is required unless it says otherwise, and several are not. */
function argumentOf(
  kind: DeclaredArgument['kind'],
  { name, required }: { readonly name: string; readonly required?: boolean | number },
): DeclaredArgument {
  return { name, isRequired: kind === 'single' ? required !== false : Number(required ?? 0) > 0, kind }
}

/** What `Option.String(…)` and its like put into a field until a call is parsed. */
type Declared = { definition(builder: Recorder, key: string): void; readonly valueName?: string }

/** As much of Clipanion's CommandBuilder as a declaration speaks to. */
type Recorder = {
  addOption(option: DeclaredOption): void
  addPositional(argument: { name: string; required?: boolean }): void
  addRest(argument: { name: string; required?: number }): void
  addProxy(argument: { name: string; required?: number }): void
}

function isDeclared(value: unknown): value is Declared {
  return typeof value === 'object' && value !== null && Command.isOption in value
}
