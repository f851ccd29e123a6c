import type { Writable } from 'node:stream'
import { Cli, type Command } from 'clipanion'
import { type AwsenvCommandClass, fail } from './command-line/command.ts'
import { commandOf } from './command-line/find-command.ts'
import { wouldGiveData } from './command-line/gives-data.ts'
import { helpText } from './command-line/help/request.ts'
import { shellState } from './command-line/help/shell-state.ts'
import { misuse } from './command-line/misuse.ts'
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
import { MfaEnrolCommand } from './commands/mfa/enrol.ts'
import { MfaListCommand } from './commands/mfa/list.ts'
import { MfaResyncCommand } from './commands/mfa/resync.ts'
import { PolicyTrustCommand } from './commands/policy/trust.ts'
import { PolicyUserCommand } from './commands/policy/user.ts'
import { PromptCommand } from './commands/prompt.ts'
import { RenewCommand } from './commands/renew.ts'
import { StatusCommand } from './commands/status.ts'
import { UnsetCommand } from './commands/unset.ts'
import { VersionCommand } from './commands/version.ts'
import { WhoamiCommand } from './commands/whoami.ts'
import type { CliContext, Context } from './context/context.ts'
import { ExitCode } from './errors.ts'

/** Every command of awsenv, in the order of the overview. */
export const commands: readonly AwsenvCommandClass[] = [
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
  MfaEnrolCommand,
  MfaListCommand,
  MfaResyncCommand,
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
  // Clipanion writes to stdout, where a shell would evaluate it; write() is all that it calls.
  const stderr = context.stderr as Writable
  const cliContext = { env: context.env, stdout: stderr, stderr, colorDepth: 1, awsenv: context }
  const cli = new Cli<CliContext>({ binaryName: 'awsenv', binaryVersion: version, enableColors: false })
  let command: Command<CliContext>
  try {
    const help = helpText(args, commands)
    if (help !== undefined) return show(context, args.length === 0 ? `${shellState(context)}\n${help}` : help)
    command = parsed(cli, args, cliContext)
  } catch (error) {
    return fail(context, error, { givesData: wouldGiveData(args, commands, context) })
  }
  const exitCode = await cli.run(command, cliContext)
  await context.eraseExpired()
  return exitCode
}

/** By the parser of the one command that the call names: to build that of all takes longer than most commands do. */
function parsed(
  cli: Cli<CliContext>,
  args: readonly string[],
  context: Omit<CliContext, 'stdin'>,
): Command<CliContext> {
  const command = commandOf(args, commands)
  if (command === undefined) throw misuse(args, commands)
  cli.register(withMeantOptions(command, args))
  try {
    return cli.process([...args], context)
  } catch {
    throw misuse(args, commands)
  }
}

/** On stdout only where nothing evaluates it: `eval "$(awsenv --help)"` runs nothing. */
function show({ output, stderr }: Context, text: string): number {
  if (output.isTerminal) output.write(text)
  else stderr.write(text)
  return ExitCode.done
}
