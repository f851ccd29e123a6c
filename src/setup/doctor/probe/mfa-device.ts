import { usableSerials } from '../../../credentials/session/mfa-device.ts'
import { shellWord } from '../../../shells/posix.ts'
import { failure, skipped, words } from '../../finding.ts'
import type { Probe } from './probe.ts'

/** Whether the user has a device that gives codes, and the profile names it. */
export const mfaDevice: Probe = {
  name: 'mfa-device',
  ok: 'the user has an MFA device that gives codes, and your profiles name no other',
  calls: 'iam ListMFADevices',
  async find(subject) {
    const { configuredSerial, source } = subject
    const devices = await subject.devices()
    const enrol = `awsenv mfa enrol ${shellWord(source.base.name)}`
    if (devices === undefined)
      return [
        skipped(
          words`the user may not list its own MFA devices`,
          'allow iam:ListMFADevices on itself: awsenv policy user',
        ),
      ]
    if (devices.length === 0)
      return [failure(words`the user has no MFA device: whoever gets the key can enrol their own`, enrol)]
    const usable = usableSerials(devices)
    if (usable.length === 0)
      return [
        failure(
          words`the user has passkeys or security keys only, which give no codes for the API`,
          `${enrol} --another`,
        ),
      ]
    if (configuredSerial === undefined || usable.includes(configuredSerial)) return []
    return [
      failure(
        words`the profile names "${configuredSerial}", which is not a device of this user`,
        `set mfa_serial = ${usable[0]} in the profile`,
      ),
    ]
  },
}
