import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { tryProcess } from '../../setup/mfa/try-process.ts'

/** Tries a profile's mfa_process without AWS. */
export class MfaTestCommand extends AwsenvCommand {
  static override paths = [['mfa', 'test']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: "try the command that gives a profile's MFA codes",
    details:
      'Runs mfa_process of the profile three times within half a minute: it must print six digits, the same within 30 seconds, and others in the next. ' +
      'Nothing is sent to AWS, so that the codes can still be used, and no code is shown.',
    examples: [['The one of a profile', '$0 mfa test work']],
  })

  profile = Option.String({ name: 'PROFILE', required: false })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    await tryProcess(this.awsenv, this.profile)
  }
}
