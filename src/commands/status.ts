import { Command } from 'clipanion'
import { AwsenvCommand } from '../command-line/command.ts'
import { ExitCode } from '../errors.ts'
import { sessionLine } from '../model/claimed-session.ts'

/** Prints one line for scripts. Reads only the environment. */
export class StatusCommand extends AwsenvCommand {
  static override paths = [['status']]
  static override usage = Command.Usage({
    category: 'Sessions',
    description: 'print a line about this session, for scripts',
    details:
      'Prints the role and the time left, for sessions of exec and other tools too. It only reads the environment: use awsenv whoami to see whether AWS still accepts the credentials.',
    examples: [['Stop a script that has no session', '$0 status || exit']],
  })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const { env, output } = this.awsenv
    const session = env['AWS_ACCESS_KEY_ID'] ? sessionLine(env, this.awsenv.now()) : undefined
    output.write(`${session?.text ?? 'no session'}\n`)
    return session?.isValid ? ExitCode.done : ExitCode.noSession
  }
}
