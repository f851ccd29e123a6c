/** The man pages: one for awsenv and one for each command, from the definitions that `--help` shows. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allCommands } from '../../src/all-commands.ts'
import { type CommandDefinition, definitionOf, isInternal, optionForm } from '../../src/command-line/definition.ts'
import { GROUPS, OVERVIEW_EXAMPLES } from '../../src/command-line/help/overview.ts'
import { optionGroups, usageLine } from '../../src/command-line/help/page.ts'

/** Writes dist/man/NAME.1. */
export async function writeManPages(root: string, version: string): Promise<void> {
  const folder = join(root, 'dist/man')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of await manPages(version)) writeFileSync(join(folder, name), text)
}

/** The text of each page, by the name of its file. */
export async function manPages(version: string): Promise<ReadonlyMap<string, string>> {
  const commands = (await allCommands()).filter(command => !isInternal(command)).map(definitionOf)
  return new Map([
    ['awsenv.1', overviewPage(commands, version)],
    ...commands.map(command => [`${pageName(command)}.1`, commandPage(command, commands, version)] as const),
  ])
}

/** `awsenv-keys-add`. */
function pageName({ path }: CommandDefinition): string {
  return `awsenv-${path.replaceAll(' ', '-')}`
}

function overviewPage(commands: readonly CommandDefinition[], version: string): string {
  const lists = GROUPS.map(group => {
    const members = commands.filter(command => command.group === group)
    return members.length === 0 ? '' : `.SS ${quoted(group)}\n${members.map(row).join('')}`
  })
  return [
    heading('awsenv', version),
    `.SH NAME\nawsenv \\- put an AWS role into the current shell\n`,
    '.SH SYNOPSIS\n.B awsenv\n.I COMMAND\n[\\fIARGUMENT\\fR\\&...] [\\fIOPTION\\fR\\&...]\n',
    '.SH DESCRIPTION\nawsenv puts an AWS role into the current shell, and asks for your MFA code once.\n',
    `.SH COMMANDS\n${lists.join('')}`,
    `.SH EXAMPLES\n${examples(OVERVIEW_EXAMPLES)}`,
    '.SH FILES\n',
    tagged('~/.aws/config, ~/.aws/credentials', 'your profiles and keys; awsenv reads them as the AWS CLI does'),
    tagged('~/.config/awsenv/config.toml', 'awsenv\'s own settings ("awsenv config list")'),
    tagged('~/.local/share/awsenv/vault/keys.vault', 'sealed long-term keys'),
    tagged('~/.local/state/awsenv/sessions-*.vault', 'sealed sessions'),
    seeAlso(commands.map(pageName)),
  ].join('')
}

function row(command: CommandDefinition): string {
  return tagged(`awsenv ${command.path}`, `${command.description} (see \\fB${text(pageName(command))}\\fR(1))`, true)
}

function commandPage(command: CommandDefinition, commands: readonly CommandDefinition[], version: string): string {
  const { path, description, details } = command
  const family = path.split(' ')[0]
  const relatives = commands.filter(other => other !== command && other.path.split(' ')[0] === family).map(pageName)
  return [
    heading(pageName(command), version),
    `.SH NAME\n${text(pageName(command))} \\- ${text(description)}\n`,
    `.SH SYNOPSIS\n${line(
      usageLine(command)
        .trim()
        .replace(/^Usage: /, ''),
    )}`,
    details === '' ? '' : `.SH DESCRIPTION\n${line(details)}`,
    '.SH OPTIONS\n',
    ...optionGroups(command).map(
      ([title, options]) =>
        `.SS ${quoted(title)}\n${options.map(option => tagged(optionForm(option), option.description)).join('')}`,
    ),
    command.examples.length === 0 ? '' : `.SH EXAMPLES\n${examples(command.examples)}`,
    seeAlso(['awsenv', ...relatives]),
  ].join('')
}

/** man-pages(7): title, section, no date (a build has none that would be the same twice), source, manual. */
function heading(name: string, version: string): string {
  return `.TH ${quoted(name.toUpperCase())} 1 "" ${quoted(`awsenv ${version}`)} "awsenv"\n`
}

/** `isMarked`: the description has marks of its own. */
function tagged(tag: string, description: string, isMarked = false): string {
  return `.TP\n.B ${text(tag)}\n${isMarked ? description : text(description)}\n`
}

function examples(list: CommandDefinition['examples']): string {
  return list.map(([what, example]) => `.PP\n${text(what)}:\n.RS 4\n.nf\n${line(example)}.fi\n.RE\n`).join('')
}

function seeAlso(names: readonly string[]): string {
  return `.SH "SEE ALSO"\n${names.map(name => `.BR ${text(name)} (1)`).join(',\n')}\n`
}

function quoted(words: string): string {
  return `"${text(words).replaceAll('"', '\\(dq')}"`
}

function line(words: string): string {
  return `${text(words)}\n`
}

/** groff_char(7): a backslash, a minus and a caret mean something else; a line must not begin with a request. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll('…', '\\&...')
    .replace(/^(?=[.'])/, '\\&')
}
