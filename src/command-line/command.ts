/** What every command has in common, above all how it fails. */
import { Command, type CommandClass, Option } from 'clipanion'
import type { CliContext, Context } from '../context/context.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { clockTime, duration } from '../model/duration.ts'
import type { Environment, ToldChange } from '../model/environment.ts'
import { detectShell, shellOf } from '../shells/index.ts'
import { printable } from '../text/printable.ts'
import { giveScript } from './answer.ts'
import { printOption, shellOption } from './options.ts'

export abstract class AwsenvCommand extends Command<CliContext> {
  debug = Option.Boolean('--debug', false, { description: 'show each step and request on stderr, never a secret' })

  /** Clipanion copies its own context again and again, and would open every door in doing so. */
  protected get awsenv(): Context {
    return this.context.awsenv
  }

  /** Whether stdout is for a program that reads data: then a failure prints nothing there, not even `(exit N)`. */
  get givesData(): boolean {
    return false
  }

  /** Clipanion's own catch() can't set the exit code; this is where its Cli calls a command. */
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

/** A command as a class, before a call is read. */
export type AwsenvCommandClass = (new () => AwsenvCommand) &
  Pick<CommandClass<CliContext>, keyof CommandClass<CliContext>>

/** A command whose result is a change of the shell's environment. It knows no shell. */
export abstract class EnvironmentCommand extends AwsenvCommand {
  shell = shellOption()
  print = printOption()

  abstract change(): Promise<ToldChange>

  /** Whether there will be anything to evaluate: a terminal that shows a script instead is refused before the work is done. */
  isIdle(): boolean {
    return false
  }

  async execute(): Promise<number> {
    return giveScript(this.awsenv, this, this.isIdle(), () => this.change())
  }
}

/**
 * Says what went wrong, and what stands on stdout instead of a result: to a hook, nothing; bare, a script that fails,
 * so that `eval "$(awsenv …)" && next` stops in every shell; to a terminal, or where data was asked for, nothing.
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

/** Which role the shell still has, for whoever might take a failure for a success. */
function activeRole(env: Environment, now: number): string | undefined {
  const { AWSENV_ROLE: role, AWSENV_EXPIRES: expires } = env
  if (role === undefined || expires === undefined || !/^\d{1,12}$/.test(expires)) return undefined
  const left = Number(expires) - now / 1000
  if (left <= 0) return `this shell still has "${printable(role)}", which has expired`
  return `this shell still has "${printable(role)}", until ${clockTime(Number(expires), now)} (${duration(left)} left)`
}

/** Where the shell is not known, the words that fail in all of them but PowerShell, whose pipeline fails by itself. */
function writeFailure(context: Context, exitCode: number): void {
  let script = `(exit ${exitCode})\n`
  try {
    const shell = shellOf(context.evaluatorNames()) ?? detectShell(undefined, context)
    script = shell.failure(exitCode)
  } catch {
    // Not being able to tell is often the very failure that is reported here.
  }
  try {
    context.output.write(script)
  } catch {
    // A closed stdout evaluates nothing, and the status says the rest.
  }
}

function unexpected(error: unknown): AwsenvError {
  const message = error instanceof Error ? error.message : String(error)
  return new AwsenvError(`unexpected error: ${message}`, {
    hint: 'run it again with --debug to see where, and please report it',
    cause: error,
  })
}
