import type { Writable } from 'node:stream'
import { Cli, type Command } from 'clipanion'
import { allCommands, commandCalled } from './all-commands.ts'
import { type AwsenvCommandClass, fail } from './command-line/command.ts'
import { wouldGiveData } from './command-line/gives-data.ts'
import { helpText } from './command-line/help/request.ts'
import { shellState } from './command-line/help/shell-state.ts'
import { misuse } from './command-line/misuse.ts'
import { withMeantOptions } from './command-line/used-options.ts'
import type { CliContext, Context } from './context/context.ts'
import { ExitCode } from './errors.ts'

/** Runs a command line (without the program's name) and returns the exit code. */
export async function run(args: readonly string[], context: Context, version: string): Promise<number> {
  // Clipanion writes to stdout, where a shell would evaluate it. It only ever calls write().
  const stderr = context.stderr as { write(text: string): void } as Writable
  const cliContext = { env: context.env, stdout: stderr, stderr, colorDepth: 1, awsenv: context }
  const cli = new Cli<CliContext>({ binaryName: 'awsenv', binaryVersion: version, enableColors: false })
  const called = await commandCalled(args)
  const commands = called === undefined ? await allCommands() : [called]
  let command: Command<CliContext>
  try {
    const help = helpText(args, commands)
    if (help !== undefined) return show(context, args.length === 0 ? `${shellState(context)}\n${help}` : help)
    if (called === undefined) throw misuse(args, commands)
    command = parsed(cli, called, args, cliContext)
  } catch (error) {
    return fail(context, error, { givesData: wouldGiveData(args, commands, context) })
  }
  const exitCode = await cli.run(command, cliContext)
  await context.eraseExpired()
  return exitCode
}

/** Parses with the named command only: building the parser of all commands takes longer than most commands do. */
function parsed(
  cli: Cli<CliContext>,
  called: AwsenvCommandClass,
  args: readonly string[],
  context: Omit<CliContext, 'stdin'>,
): Command<CliContext> {
  cli.register(withMeantOptions(called, args))
  try {
    return cli.process([...args], context)
  } catch {
    throw misuse(args, [called])
  }
}

/** Goes to stdout only on a terminal, so that `eval "$(awsenv --help)"` runs nothing. */
function show({ output, stderr }: Context, text: string): number {
  if (output.isTerminal) output.write(text)
  else stderr.write(text)
  return ExitCode.done
}
