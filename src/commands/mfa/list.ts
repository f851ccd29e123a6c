import { Command, Option } from 'clipanion'
import { listMfaDevices, type MfaDevice } from '../../aws/mfa-devices.ts'
import { AwsenvCommand } from '../../command-line/command.ts'
import { usableSerials } from '../../credentials/session/mfa-device.ts'
import { deviceOwner } from '../../setup/mfa/owner.ts'
import { table } from '../../terminal/table.ts'

/** Lists the MFA devices of the user of a key. */
export class MfaListCommand extends AwsenvCommand {
  static override paths = [['mfa', 'list']]
  static override usage = Command.Usage({
    category: 'Accounts',
    description: 'list the MFA devices of the user of a key',
    details: 'awsenv can only use a device that shows codes: passkeys and security keys work only in the console.',
    examples: [
      ['For the key of [default]', '$0 mfa list'],
      ['For a script', '$0 mfa list work --json'],
    ],
  })

  json = Option.Boolean('--json', false, { description: 'as JSON' })
  profile = Option.String({ name: 'PROFILE', required: false })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<void> {
    const context = this.awsenv
    const owner = await deviceOwner(context, this.profile)
    const devices = await listMfaDevices(context.transport, owner.caller, owner.userName)
    const configured = context.profiles.get(owner.profile)?.mfa_serial
    const rows = devices.map(device => ({
      ...device,
      kind: kindOf(device),
      isConfigured: device.serialNumber === configured,
    }))
    if (this.json) {
      context.output.write(`${JSON.stringify({ user: owner.arn, devices: rows }, null, 2)}\n`)
      return
    }
    if (rows.length === 0) context.say(`${owner.arn} has no MFA device: awsenv mfa enrol`)
    const lines = rows.map(({ serialNumber, kind, enabled, isConfigured }) => [
      serialNumber,
      kind,
      `since ${new Date(enabled * 1000).toISOString().slice(0, 10)}`,
      isConfigured ? `mfa_serial of profile "${owner.profile}"` : '',
    ])
    context.output.write(table(lines))
    if (configured !== undefined && !rows.some(({ isConfigured }) => isConfigured))
      context.say(`profile "${owner.profile}" names ${configured}, which isn't a device of ${owner.arn}`)
  }
}

function kindOf({ serialNumber }: MfaDevice): 'virtual' | 'hardware' | 'passkey or security key' {
  if (usableSerials([serialNumber]).length === 0) return 'passkey or security key'
  return serialNumber.startsWith('arn:') ? 'virtual' : 'hardware'
}
