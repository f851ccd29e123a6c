/** `awsenv --help`: what awsenv is, its commands in the order of use, and where to begin. */
import type { CommandDefinition, CommandSummary } from '../definition.ts'
import { columns, paragraph, sections, widthOf } from './layout.ts'

/** The groups of commands, in the order in which people need them. */
export const GROUPS: readonly string[] = ['Sessions', 'Other programs', 'Keys', 'Accounts', 'Settings', 'Shell']

/** Lines to type as they are, once the ids are yours. */
export const OVERVIEW_EXAMPLES: CommandDefinition['examples'] = [
  ['With the hook', 'awsenv assume 123456789012 Admin'],
  ['Without the hook', 'eval "$(awsenv assume 123456789012 Admin)"'],
  ['For one program', 'awsenv exec 123456789012 Admin -- aws s3 ls'],
]

export function overview(commands: readonly CommandSummary[]): string {
  const width = widthOf([...commands.map(({ path }) => path), ...OVERVIEW_EXAMPLES.map(([what]) => what)])
  return sections(
    paragraph('awsenv puts an AWS role into the current shell, and asks for your MFA code once.'),
    'Usage: awsenv COMMAND [ARGUMENT…] [OPTION…]\n',
    ...GROUPS.map(group => {
      const members = commands.filter(command => command.group === group)
      return members.length === 0 ? '' : `${group}\n${commandRows(members, width)}`
    }),
    `Examples\n${columns(OVERVIEW_EXAMPLES, width)}`,
    `${paragraph('"awsenv help COMMAND" explains a command. "awsenv --version" says which version this is ("awsenv --version --json" says more), and "awsenv --licenses" what it contains. README.md and docs/ of awsenv have the rest.')}`,
  )
}

/** `awsenv keys`: the commands of a family. */
export function familyPage(name: string, commands: readonly CommandSummary[]): string {
  const members = commands.filter(({ path }) => path.startsWith(`${name} `))
  return sections(
    `Usage: awsenv ${name} COMMAND [ARGUMENT…] [OPTION…]\n`,
    `Commands\n${commandRows(members, widthOf(members.map(({ path }) => path)))}`,
    paragraph(`"awsenv help ${name} COMMAND" explains a command.`),
  )
}

function commandRows(commands: readonly CommandSummary[], width: number): string {
  return columns(
    commands.map(({ path, description }) => [path, description]),
    width,
  )
}
