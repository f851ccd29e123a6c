import { Command } from 'clipanion'
import { duration } from '../duration.ts'
import { ExitCode } from '../errors.ts'
import { printable } from '../printable.ts'
import { AwsenvCommand } from './command.ts'

/** One line for scripts, from the environment alone: no file, no request. */
export class StatusCommand extends AwsenvCommand {
  static override paths = [['status']]
  static override usage = Command.Usage({
    description: 'one line about the session of this shell; exit code 3 where there is no valid one',
    details:
      'Prints the role and the time left. Reads the environment only: whether AWS still takes the credentials, awsenv whoami tells.',
    examples: [['Stop a script that has no session', '$0 status || exit']],
  })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const { env, output } = this.awsenv
    const { AWSENV_ROLE: role, AWSENV_EXPIRES: expires, AWS_ACCESS_KEY_ID: accessKeyId } = env
    if (role === undefined || !accessKeyId) {
      output.write('no session\n')
      return ExitCode.noSession
    }
    // Anybody can have written it: digits, or it says nothing.
    const left = /^\d{1,12}$/.test(expires ?? '') ? Number(expires) - this.awsenv.now() / 1000 : 0
    output.write(`${printable(role)} ${left > 0 ? duration(left) : 'expired'}\n`)
    return left > 0 ? ExitCode.done : ExitCode.noSession
  }
}
