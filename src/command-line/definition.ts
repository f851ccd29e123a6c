/** A command's name, arguments, options and purpose: the one source of help, usage errors and completion. */
import type { AwsenvCommandClass } from './command.ts'
import { type DeclaredArgument, declarationsOf } from './declarations.ts'

/** `value` names what the option takes; undefined for a flag. */
export type OptionDefinition = {
  readonly name: string
  readonly value: string | undefined
  readonly description: string
}

/** What the overview says about a command. */
export type CommandSummary = {
  /** `keys add`. */
  readonly path: string
  readonly group: string
  readonly description: string
}

export type CommandDefinition = CommandSummary & {
  readonly details: string
  /** What the example shows, and the line to type. */
  readonly examples: readonly (readonly [what: string, line: string])[]
  readonly arguments: readonly DeclaredArgument[]
  readonly options: readonly OptionDefinition[]
}

/** A command without `usage` is internal: the hooks call it, or it is really an option. */
export function isInternal({ usage }: AwsenvCommandClass): boolean {
  return usage === undefined
}

export function pathsOf({ paths = [] }: AwsenvCommandClass): readonly string[] {
  return paths.map(path => path.join(' '))
}

export function summaryOf(command: AwsenvCommandClass): CommandSummary {
  const { category = '', description = '' } = command.usage ?? {}
  return { path: pathsOf(command)[0] ?? '', group: category, description }
}

export function definitionOf(command: AwsenvCommandClass): CommandDefinition {
  const { details = '', examples = [] } = command.usage ?? {}
  const declarations = declarationsOf(new command())
  const options = declarations.flatMap(declaration => ('option' in declaration ? [declaration] : []))
  return {
    ...summaryOf(command),
    details,
    examples: examples.map(([what, line]) => [what, line.replaceAll('$0', 'awsenv')]),
    arguments: declarations.flatMap(declaration => ('argument' in declaration ? [declaration.argument] : [])),
    options: options.flatMap(({ option: { names, arity, description = '' }, valueName = 'VALUE' }) =>
      names.map(name => ({ name, value: arity === 0 ? undefined : valueName, description })),
    ),
  }
}

/** `--duration TIME`. */
export function optionForm({ name, value }: OptionDefinition): string {
  return value === undefined ? name : `${name} ${value}`
}

/** `[TARGET]`, `ROLE…`. */
export function argumentForm({ name, isRequired, kind }: DeclaredArgument): string {
  const form = kind === 'single' ? name : `${name}…`
  return isRequired ? form : `[${form}]`
}
