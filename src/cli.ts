import { Builtins, Cli, type Command } from 'clipanion'
import { AssumeCommand } from './commands/assume.ts'
import { ClearCommand } from './commands/clear.ts'
import { fail } from './commands/command.ts'
import { InitCommand } from './commands/init.ts'
import { LoginCommand } from './commands/login.ts'
import { StartCommand } from './commands/start.ts'
import { StatusCommand } from './commands/status.ts'
import { UnsetCommand } from './commands/unset.ts'
import { VersionCommand } from './commands/version.ts'
import { WhoamiCommand } from './commands/whoami.ts'
import type { CliContext, Context } from './context.ts'
import { usageError } from './usage.ts'

/** Every command of awsenv. */
export const commands = [
  StartCommand,
  LoginCommand,
  AssumeCommand,
  UnsetCommand,
  ClearCommand,
  WhoamiCommand,
  StatusCommand,
  InitCommand,
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
  for (const command of [...commands, Builtins.HelpCommand]) cli.register(command)
  // Clipanion writes help and errors to stdout, where a shell would evaluate them.
  const cliContext = {
    env: context.env,
    stdout: context.stderr,
    stderr: context.stderr,
    colorDepth: 1,
    awsenv: context,
  }
  let command: Command<CliContext>
  try {
    command = cli.process([...args], cliContext)
  } catch (error) {
    const names = cli.definitions().map(({ path }) => path.split(' ').slice(1).join(' '))
    return fail(context, usageError(error, args, names), { givesData: isDataCall(args) })
  }
  return cli.run(command, cliContext)
}

/** Whether a call that can't be understood was to give data: its stdout is no script, and stays empty. */
function isDataCall(args: readonly string[]): boolean {
  return DATA.has(args[0] ?? '') || args.some(arg => arg === '--json' || arg.startsWith('--format'))
}

const DATA = new Set(['credential-process', 'exec', 'list', 'status'])
