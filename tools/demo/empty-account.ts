/** The account that the demo starts in: an administrator, and nothing else. */
import { codeOf } from '../sandbox/mfa.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { stepAt } from '../sandbox/totp.ts'

export type EmptyAccount = ReturnType<typeof emptyAccount>

export function emptyAccount({ world, clock, nextMfaCode }: Sandbox, id = '123456789012') {
  const account = world.addAccount(id)
  const administrator = world.addKey(world.addUser(account, 'administrator', { permissions: ['*'] }))
  // As AWS does it: a new key works only after a moment.
  world.newKeyRefusals = 1
  const serial = `arn:aws:iam::${account.id}:mfa/alice`
  return {
    id: account.id,
    administrator,
    /** What alice's authenticator app shows, once it has scanned the QR code: now, or some windows later. */
    shownCode(later = 0): string {
      const device = world.device(serial)
      if (device === undefined) throw new Error('alice has no device')
      return codeOf(device, stepAt(clock.now()) + later)
    },
    unusedCode: () => nextMfaCode(serial),
    /** For where there is no terminal to show a QR code on. */
    enrolAlice(): void {
      world.addDevice(world.user(`arn:aws:iam::${account.id}:user/alice`))
    },
  }
}
