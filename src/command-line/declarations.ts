/** Reads what a command's fields declare to Clipanion, without building Clipanion's parser. */
import { Command } from 'clipanion'

/** An option, as declared to Clipanion. */
export type DeclaredOption = {
  readonly names: readonly string[]
  readonly arity: number
  readonly description?: string
}

/** An argument. A proxy takes all words from its place on, options included. */
export type DeclaredArgument = {
  readonly name: string
  readonly isRequired: boolean
  readonly kind: 'single' | 'rest' | 'proxy'
}

/** A field: an option with the name of its value, or an argument. */
export type Declaration =
  | { readonly key: string; readonly option: DeclaredOption; readonly valueName: string | undefined }
  | { readonly key: string; readonly argument: DeclaredArgument }

/** Those of a command that was just constructed: in the order of the fields, base classes first. */
export function declarationsOf(command: object): readonly Declaration[] {
  const declarations: Declaration[] = []
  let key = ''
  let valueName: string | undefined
  const recorder: Recorder = {
    addOption: option => void declarations.push({ key, option, valueName }),
    addPositional: argument => void declarations.push({ key, argument: argumentOf('single', argument) }),
    addRest: argument => void declarations.push({ key, argument: argumentOf('rest', argument) }),
    addProxy: argument => void declarations.push({ key, argument: argumentOf('proxy', argument) }),
  }
  for (const [name, field] of Object.entries(command)) {
    if (typeof field !== 'object' || field === null || !(Command.isOption in field)) continue
    const declared: Declared = field
    key = name
    valueName = declared.valueName
    declared.definition(recorder, key)
  }
  return declarations
}

/** Clipanion's defaults: a single word is required, several are not. */
function argumentOf(
  kind: DeclaredArgument['kind'],
  { name, required }: { readonly name: string; readonly required?: boolean | number },
): DeclaredArgument {
  return { name, isRequired: kind === 'single' ? required !== false : Number(required ?? 0) > 0, kind }
}

/** What `Option.String(…)` and the like put into a field until a call is parsed. */
type Declared = { definition(builder: Recorder, key: string): void; readonly valueName?: string }

/** The part of Clipanion's CommandBuilder that a declaration calls. */
type Recorder = {
  addOption(option: DeclaredOption): void
  addPositional(argument: { name: string; required?: boolean }): void
  addRest(argument: { name: string; required?: number }): void
  addProxy(argument: { name: string; required?: number }): void
}
