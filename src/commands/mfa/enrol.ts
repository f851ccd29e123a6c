import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { taking } from '../../command-line/options.ts'
import { enrol } from '../../setup/mfa/enrol.ts'

/** Enrols a virtual MFA device for the user of a key. */
export class MfaEnrolCommand extends AwsenvCommand {
  static override paths = [['mfa', 'enrol']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'enrol an MFA device for the user of a key',
    details:
      'Creates a virtual MFA device, shows its QR code, asks for two codes in a row, enables the device, and writes mfa_serial into the profile. ' +
      'If it is interrupted, run it again: it continues with the same device.',
    examples: [
      ['For the key of [default]', '$0 mfa enrol'],
      ['For another profile, with the secret as text', '$0 mfa enrol work --text'],
    ],
  })

  deviceName = taking(
    'NAME',
    Option.String('--device-name', { description: 'the name of the device (default: the name of the user)' }),
  )
  another = Option.Boolean('--another', false, { description: 'enrol one more device for a user who has one' })
  text = Option.Boolean('--text', false, { description: 'show the secret as text, too' })
  profile = Option.String({ name: 'PROFILE', required: false })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const { profile, deviceName, another, text } = this
    await enrol(this.awsenv, { profile, deviceName, another, text })
  }
}
