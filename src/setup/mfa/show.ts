/** Shows the secret of a new device, as a QR code or as text, on the terminal only. */
import type { NewMfaDevice } from '../../aws/mfa-devices.ts'
import type { Context } from '../../context/context.ts'
import { drawnQrCode } from '../../terminal/qr-code.ts'
import { otpauthUri } from './otpauth.ts'
import type { DeviceOwner } from './owner.ts'

export async function showDevice(
  context: Context,
  { arn, userName }: DeviceOwner,
  { serialNumber, secret }: NewMfaDevice,
  asText: boolean,
): Promise<void> {
  const { encode } = await import('../../terminal/lazy/qr-code.ts')
  const uri = otpauthUri(userName, arn.split(':')[4] ?? '', secret.reveal())
  const { data } = encode(uri, { ecc: 'L', border: 0 })
  await context.terminal.show(columns => {
    const code = drawnQrCode(data, columns, context.env)
    const lines = [
      `A new MFA device: ${serialNumber}`,
      ...(code === undefined ? [] : ['Scan this with an authenticator app:', '', ...code, '']),
      ...(asText || code === undefined ? [`Type this secret into an authenticator app: ${secret.reveal()}`] : []),
    ]
    return `${lines.join('\n')}\n`
  })
}
