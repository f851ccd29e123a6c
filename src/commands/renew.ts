import { Cli } from 'clipanion'
import { hurry } from '../aws/client/transport.ts'
import { EnvironmentCommand } from '../command-line/command.ts'
import type { CliContext } from '../context/context.ts'
import { unattended } from '../context/unattended.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { clockTime, duration } from '../model/duration.ts'
import type { ToldChange } from '../model/environment.ts'
import { AssumeCommand } from './assume.ts'

/**
 * The role of this shell anew, for the hook, at a prompt: within two seconds, and without a question. The hook runs it
 * five minutes before a role ends, once; AWSENV_RENEW=0 keeps it from that. It succeeds while the login lasts that the
 * role came by: a role that took a code of its own, for more than an hour, is assumed again by hand.
 */
export class RenewCommand extends EnvironmentCommand {
  static override paths = [['renew']]

  /** One line for a prompt: what is still active stands in the segment below it. */
  override get givesData(): boolean {
    return this.awsenv.hook !== undefined
  }

  async change(): Promise<ToldChange> {
    const context = this.awsenv
    const { AWSENV_ROLE: label, AWSENV_ROLE_ARN: arn } = context.env
    const words = context.restore?.target
    if (label === undefined || arn === undefined || words === undefined) {
      throw new AwsenvError('this shell has no role to renew', {
        hint: 'run: awsenv assume ACCOUNT ROLE',
        exitCode: ExitCode.noSession,
      })
    }
    hurry(context.transport, PATIENCE)
    try {
      const awsenv = unattended(context)
      const cli = Cli.from<CliContext>(AssumeCommand)
      const assume = cli.process(['assume', ...words], { ...this.context, awsenv }) as AssumeCommand
      const { change } = await assume.change()
      if (change['AWSENV_ROLE_ARN'] !== arn) throw new AwsenvError(`"${words.join(' ')}" now leads to another role`)
      const expires = Number(change['AWSENV_EXPIRES'])
      const left = duration(expires - context.now() / 1000)
      return { change, notes: [`${label} is renewed, until ${clockTime(expires, context.now())} (${left})`] }
    } catch (cause) {
      const exitCode = cause instanceof AwsenvError ? cause.exitCode : ExitCode.failed
      throw new AwsenvError(`${label} is not renewed: ${(cause as Error).message}`, { exitCode, cause })
    }
  }
}

/** In milliseconds, for all requests: a person waits for their prompt. */
const PATIENCE = 1_500
