import type { Writable } from 'node:stream'
import { Builtins, Cli, type Command, type CommandClass } from 'clipanion'
import { fail } from './command-line/command.ts'
import { usageError } from './command-line/usage.ts'
import { withMeantOptions } from './command-line/used-options.ts'
import { AssumeCommand } from './commands/assume.ts'
import { ClearCommand } from './commands/clear.ts'
import { CompletionCommand } from './commands/completion.ts'
import { ConfigAddProfileCommand } from './commands/config/add-profile.ts'
import { ConfigDumpCommand } from './commands/config/dump.ts'
import { ConfigGetCommand } from './commands/config/get.ts'
import { ConfigListCommand } from './commands/config/list.ts'
import { ConfigRemoveProfileCommand } from './commands/config/remove-profile.ts'
import { ConfigSetCommand } from './commands/config/set.ts'
import { ConfigUnsetCommand } from './commands/config/unset.ts'
import { ConsoleCommand } from './commands/console.ts'
import { CredentialProcessCommand } from './commands/credential-process.ts'
import { ExecCommand } from './commands/exec.ts'
import { InitCommand } from './commands/init.ts'
import { KeysAddCommand } from './commands/keys/add.ts'
import { KeysImportCommand } from './commands/keys/import.ts'
import { KeysListCommand } from './commands/keys/list.ts'
import { KeysRemoveCommand } from './commands/keys/remove.ts'
import { KeysRotateCommand } from './commands/keys/rotate.ts'
import { ListCommand } from './commands/list.ts'
import { LoginCommand } from './commands/login.ts'
import { PolicyTrustCommand } from './commands/policy/trust.ts'
import { PolicyUserCommand } from './commands/policy/user.ts'
import { PromptCommand } from './commands/prompt.ts'
import { RenewCommand } from './commands/renew.ts'
import { StartCommand } from './commands/start.ts'
import { StatusCommand } from './commands/status.ts'
import { UnsetCommand } from './commands/unset.ts'
import { VersionCommand } from './commands/version.ts'
import { WhoamiCommand } from './commands/whoami.ts'
import type { CliContext, Context } from './context/context.ts'

/** Every command of awsenv. */
export const commands: readonly CommandClass<CliContext>[] = [
  StartCommand,
  LoginCommand,
  AssumeCommand,
  ExecCommand,
  CredentialProcessCommand,
  UnsetCommand,
  ClearCommand,
  WhoamiCommand,
  ConsoleCommand,
  ListCommand,
  StatusCommand,
  PromptCommand,
  RenewCommand,
  InitCommand,
  CompletionCommand,
  KeysAddCommand,
  KeysImportCommand,
  KeysListCommand,
  KeysRotateCommand,
  KeysRemoveCommand,
  PolicyUserCommand,
  PolicyTrustCommand,
  ConfigGetCommand,
  ConfigSetCommand,
  ConfigUnsetCommand,
  ConfigListCommand,
  ConfigDumpCommand,
  ConfigAddProfileCommand,
  ConfigRemoveProfileCommand,
  VersionCommand,
]

/** Runs a command line, without the program's name; gives the exit code. */
export async function run(args: readonly string[], context: Context, version: string): Promise<number> {
  const cli = new Cli<CliContext>({
    binaryLabel: 'awsenv',
    binaryName: 'awsenv',
    binaryVersion: version,
    enableColors: false,
  })
  for (const command of registered(args)) cli.register(command)
  // Clipanion writes help and errors to stdout, where a shell would evaluate them; write() is all that it calls.
  const stderr = context.stderr as Writable
  const cliContext = {
    env: context.env,
    stdout: stderr,
    stderr,
    colorDepth: 1,
    awsenv: context,
  }
  let command: Command<CliContext>
  try {
    command = cli.process([...args], cliContext)
  } catch (error) {
    const names = commands.flatMap(({ paths = [] }) => paths).map(path => path.join(' '))
    return fail(context, usageError(error, args, names), { givesData: isDataCall(args) })
  }
  const exitCode = await cli.run(command, cliContext)
  await context.eraseExpired()
  return exitCode
}

/** The commands that a call can mean: to build the parser of all of them takes longer than most commands do. */
function registered(args: readonly string[]): readonly CommandClass<CliContext>[] {
  const meant = commands.filter(({ paths = [] }) => paths.some(([first]) => first === args[0]))
  if (meant.length === 0) return [...commands, Builtins.HelpCommand]
  return meant.map(command => withMeantOptions(command, args))
}

/** Whether a call that can't be understood was to give data: its stdout is no script, and stays empty. */
function isDataCall(args: readonly string[]): boolean {
  return DATA.has(args[0] ?? '') || args.some(arg => arg === '--json' || arg.startsWith('--format'))
}

const DATA = new Set(['config', 'console', 'credential-process', 'exec', 'keys', 'list', 'policy', 'prompt', 'status'])
