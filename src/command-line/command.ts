/** What all commands share, above all how they fail. */
import { Command, type CommandClass, Option } from 'clipanion'
import type { CliContext, Context } from '../context/context.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { ownExpiry } from '../model/claimed-session.ts'
import { until } from '../model/duration.ts'
import type { Environment, ToldChange } from '../model/environment.ts'
import { CMD } from '../shells/evaluator.ts'
import { detectShell, shellOf } from '../shells/index.ts'
import { printable } from '../text/printable.ts'
import { giveScript } from './answer.ts'
import { printOption, shellOption } from './options.ts'

export abstract class AwsenvCommand extends Command<CliContext> {
  debug = Option.Boolean('--debug', false, { description: 'show each step and request on stderr, never a secret' })

  /** Clipanion copies its own context, and a copy would open everything in ours. */
  protected get awsenv(): Context {
    return this.context.awsenv
  }

  /** Whether a program reads data from stdout. A failure then prints nothing there, not even `(exit N)`. */
  get givesData(): boolean {
    return false
  }

  /** Clipanion calls a command here. Its own catch() can't set the exit code. */
  override async validateAndExecute(): Promise<number> {
    if (this.debug) this.awsenv.debug = line => this.awsenv.say(`debug: ${line}`)
    try {
      const exitCode = await super.validateAndExecute()
      return exitCode ?? ExitCode.done
    } catch (error) {
      return fail(this.awsenv, error, { givesData: this.givesData })
    } finally {
      this.awsenv.close()
    }
  }
}

/** The class of a command. */
export type AwsenvCommandClass = (new () => AwsenvCommand) &
  Pick<CommandClass<CliContext>, keyof CommandClass<CliContext>> & {
    /** The options that name targets in place of its first argument. */
    readonly targetOptions?: readonly string[]
  }

/** A command that changes the shell's environment. It doesn't know which shell. */
export abstract class EnvironmentCommand extends AwsenvCommand {
  shell = shellOption()
  print = printOption()

  abstract change(): Promise<ToldChange>

  /** Whether there will be nothing to evaluate. If there is, a terminal is refused before any work is done. */
  isIdle(): boolean {
    return false
  }

  async execute(): Promise<number> {
    return giveScript(this.awsenv, this, this.isIdle(), () => this.change())
  }
}

/**
 * Says what went wrong. On stdout, a hook gets nothing; a bare call gets a script that fails,
 * so that `eval "$(awsenv …)" && next` stops in every shell; a terminal, or a reader of data, gets nothing.
 */
export function fail(context: Context, error: unknown, { givesData }: { givesData: boolean }): number {
  const known = error instanceof AwsenvError ? error : unexpected(error)
  context.say(`error: ${known.message}`)
  if (known.hint !== undefined) context.say(`hint: ${known.hint}`)
  if (known.cause !== undefined) context.debug(printable(String((known.cause as Error)?.stack ?? known.cause)))
  const active = activeRole(context.env, context.now())
  if (active !== undefined && !givesData) context.say(active)
  const isBare = context.hook === undefined && !context.output.isTerminal && !givesData
  if (isBare) writeFailure(context, known.exitCode)
  return known.exitCode
}

/** Says which role the shell still has, so that nobody takes a failure for a success. */
function activeRole(env: Environment, now: number): string | undefined {
  const { AWSENV_ROLE: role } = env
  const expires = ownExpiry(env)
  if (role === undefined || expires === undefined) return undefined
  const what = expires > now / 1000 ? until(expires, now) : 'which has expired'
  return `this shell still has "${printable(role)}", ${what}`
}

/**
 * If the shell is unknown: words that fail in every shell but PowerShell, whose pipeline fails by itself, and cmd.exe,
 * which evaluates nothing.
 */
function writeFailure(context: Context, exitCode: number): void {
  if (context.evaluatorNames()[0] === CMD) return
  let script = `(exit ${exitCode})\n`
  try {
    const shell = shellOf(context.evaluatorNames()) ?? detectShell(undefined, context)
    script = shell.failure(exitCode)
  } catch {
    // The failure reported here may be that the shell is unknown.
  }
  try {
    context.output.write(script)
  } catch {
    // Nobody evaluates a closed stdout; the exit code tells of the failure.
  }
}

function unexpected(error: unknown): AwsenvError {
  const message = error instanceof Error ? error.message : String(error)
  return new AwsenvError(`unexpected error: ${message}`, {
    hint: 'run it again with --debug to see where, and please report it',
    cause: error,
  })
}
