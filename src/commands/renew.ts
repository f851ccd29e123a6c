import { Cli } from 'clipanion'
import { hurry } from '../aws/client/transport.ts'
import { EnvironmentCommand } from '../command-line/command.ts'
import type { CliContext } from '../context/context.ts'
import { unattended } from '../context/unattended.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { until } from '../model/duration.ts'
import type { ToldChange } from '../model/environment.ts'
import { AssumeCommand } from './assume.ts'

/**
 * Renews the role of this shell at a prompt, within two seconds and without a question. The hook runs it
 * once, five minutes before the role ends, unless AWSENV_RENEW=0. It succeeds while the login behind the
 * role lasts. A role that needed a code of its own (more than an hour) must be assumed again by hand.
 */
export class RenewCommand extends EnvironmentCommand {
  static override paths = [['renew']]

  /** One line above a prompt, whose segment shows what is still active. */
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
      const { change } = await assume.change(awsenv)
      if (change['AWSENV_ROLE_ARN'] !== arn) throw new AwsenvError(`"${words.join(' ')}" now leads to another role`)
      const expires = Number(change['AWSENV_EXPIRES'])
      return { change, notes: [`${label} is renewed, ${until(expires, context.now())}`] }
    } catch (cause) {
      const { exitCode, hint } = cause instanceof AwsenvError ? cause : { exitCode: ExitCode.failed }
      throw new AwsenvError(`${label} is not renewed: ${(cause as Error).message}`, { exitCode, hint, cause })
    }
  }
}

/** In milliseconds, for all requests together: a person waits for the prompt. */
const PATIENCE = 1_500
