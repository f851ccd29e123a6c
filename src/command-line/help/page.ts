/** `awsenv help assume`: how a command is used, what it does, its options and a few examples. */
import { argumentForm, type CommandDefinition, type OptionDefinition, optionForm } from '../definition.ts'
import { columns, PAGE_WIDTH, paragraph, sections, widthOf } from './layout.ts'
import { OPTION_GROUPS } from './option-groups.ts'

export function commandPage(definition: CommandDefinition): string {
  const { description, details, examples } = definition
  const groups = optionGroups(definition)
  const width = widthOf(groups.flatMap(([, members]) => members.map(optionForm)))
  return sections(
    usageLine(definition),
    sentence(description),
    details === '' ? '' : paragraph(details),
    ...groups.map(([title, members]) => `${title}\n${optionRows(members, width)}`),
    examples.length === 0 ? '' : `Examples\n${examples.map(([what, line]) => `  ${what}\n    ${line}\n`).join('')}`,
    `More: ${DOCS[definition.group] ?? 'README.md'} of awsenv, and "awsenv help"\n`,
  )
}

/** Arguments in their order. Options are listed only if all of them fit on the line. */
export function usageLine({ path, arguments: args, options }: CommandDefinition): string {
  const own = options.filter(option => !isOfAll(option)).map(option => `[${optionForm(option)}]`)
  const words = args.map(argumentForm)
  const takesRest = args.some(({ kind }) => kind === 'proxy')
  const line = (optional: readonly string[]) =>
    ['Usage: awsenv', path, ...(takesRest ? [...optional, ...words] : [...words, ...optional])].join(' ')
  const whole = line(own)
  return `${own.length <= MOST_INLINE && whole.length <= PAGE_WIDTH ? whole : line(['[OPTION…]'])}\n`
}

type Group = readonly [title: string, options: readonly OptionDefinition[]]

/** A command's options as a page shows them, those of all commands last. */
export function optionGroups({ options }: CommandDefinition): readonly Group[] {
  const own = options.filter(option => !isOfAll(option))
  return [...grouped(own), ['General options', [...options.filter(isOfAll), HELP]]]
}

/** Many options are grouped; a few make one list. */
function grouped(options: readonly OptionDefinition[]): readonly Group[] {
  if (options.length === 0) return []
  if (options.length <= MOST_TOGETHER) return [['Options', options]]
  const rest = options.filter(({ name }) => !OPTION_GROUPS.some(([, names]) => names.includes(name)))
  if (rest.length > options.length / 2) return [['Options', options]]
  const groups = OPTION_GROUPS.map(
    ([title, names]) => [title, options.filter(({ name }) => names.includes(name))] as const,
  )
  return [...groups, ['Other options', rest] as const].filter(([, members]) => members.length > 0)
}

function optionRows(options: readonly OptionDefinition[], width: number): string {
  return columns(
    options.map(option => [optionForm(option), option.description]),
    width,
  )
}

function sentence(text: string): string {
  return paragraph(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`)
}

/** Every command has it, so it comes last. */
function isOfAll({ name }: OptionDefinition): boolean {
  return name === '--debug'
}

const HELP: OptionDefinition = { name: '-h, --help', value: undefined, description: 'show this page' }

/** The page of docs/ for each group of commands. */
const DOCS: Readonly<Record<string, string>> = {
  Sessions: 'docs/profiles.md',
  'Other programs': 'docs/exec.md',
  Keys: 'docs/keys.md',
  Settings: 'docs/settings.md',
}

const MOST_INLINE = 3
const MOST_TOGETHER = 7
