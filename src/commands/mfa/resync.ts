import { Command, Option } from 'clipanion'
import { listMfaDevices, resyncMfaDevice } from '../../aws/mfa-devices.ts'
import { AwsenvCommand } from '../../command-line/command.ts'
import { taking } from '../../command-line/options.ts'
import { usableSerials } from '../../credentials/session/mfa-device.ts'
import { AwsenvError } from '../../errors.ts'
import { deviceOwner } from '../../setup/mfa/owner.ts'
import { withTwoCodes } from '../../setup/mfa/two-codes.ts'

/** Resynchronises a device whose clock has drifted. */
export class MfaResyncCommand extends AwsenvCommand {
  static override paths = [['mfa', 'resync']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'resynchronise an MFA device with AWS',
    details: 'For a device whose clock is off, so that AWS refuses its codes. Asks for two codes in a row.',
    examples: [['The only device of the user', '$0 mfa resync']],
  })

  mfaSerial = taking(
    'DEVICE',
    Option.String('--mfa-serial', { description: 'the MFA device: its ARN, or the serial of a hardware device' }),
  )
  profile = Option.String({ name: 'PROFILE', required: false })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const { caller, userName, arn } = await deviceOwner(context, this.profile)
    const serials = usableSerials(
      (await listMfaDevices(context.transport, caller, userName)).map(one => one.serialNumber),
    )
    const serialNumber = this.mfaSerial ?? (serials.length === 1 ? serials[0] : undefined)
    if (serialNumber === undefined) {
      throw new AwsenvError(
        serials.length === 0 ? `${arn} has no MFA device that shows codes` : `${arn} has several MFA devices`,
        { hint: serials.length === 0 ? 'awsenv mfa enrol' : `name one with --mfa-serial: ${serials.join(', ')}` },
      )
    }
    await withTwoCodes(context, serialNumber, codes =>
      resyncMfaDevice(context.transport, caller, { userName, serialNumber }, codes),
    )
    context.say(`${serialNumber} is synchronised with AWS again`)
  }
}
