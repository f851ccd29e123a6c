/** A user's own MFA devices. IAM knows the user by whose key or session signs. */
import { AwsenvError } from '../errors.ts'
import { Secret } from '../model/secret.ts'
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'
import { IAM } from './iam.ts'

/** A device of a user, and since when it is enabled (epoch seconds). */
export type MfaDevice = { readonly serialNumber: string; readonly enabled: number }

/** A virtual device that was just made. `secret` is what an authenticator app takes, in Base32. */
export type NewMfaDevice = { readonly serialNumber: string; readonly secret: Secret }

/** Two codes of the device, one right after the other. */
export type TwoCodes = readonly [first: string, second: string]

export async function listMfaDevices(transport: Transport, caller: Caller): Promise<readonly MfaDevice[]> {
  const about = { action: 'ListMFADevices' }
  const answer = await call(transport, IAM, caller, about, sdk => new sdk.ListMFADevicesCommand({}))
  return (answer.MFADevices ?? []).flatMap(({ SerialNumber, EnableDate }) =>
    SerialNumber === undefined ? [] : [{ serialNumber: SerialNumber, enabled: (EnableDate?.getTime() ?? 0) / 1000 }],
  )
}

/** Sent once: should the answer be lost, the secret that it told of is nobody's. */
export async function createVirtualMfaDevice(
  transport: Transport,
  caller: Caller,
  name: string,
): Promise<NewMfaDevice> {
  const about = { action: 'CreateVirtualMFADevice', once: true }
  const answer = await call(
    transport,
    IAM,
    caller,
    about,
    sdk => new sdk.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }),
  )
  const { SerialNumber = '', Base32StringSeed } = answer.VirtualMFADevice ?? {}
  const secret = new TextDecoder().decode(Base32StringSeed)
  if (/^arn:aws[\w-]*:iam::\d{12}:mfa\/[\w+=/,.@-]+$/.test(SerialNumber) && /^[A-Z2-7]{16,128}$/.test(secret))
    return { serialNumber: SerialNumber, secret: new Secret(secret) }
  throw new AwsenvError("IAM answered CreateVirtualMFADevice with a device that can't be used", {
    hint: 'look at the endpoint: this is not how AWS answers',
  })
}

export async function deleteVirtualMfaDevice(
  transport: Transport,
  caller: Caller,
  serialNumber: string,
): Promise<void> {
  const about = { action: 'DeleteVirtualMFADevice', serialNumber }
  await call(
    transport,
    IAM,
    caller,
    about,
    sdk => new sdk.DeleteVirtualMFADeviceCommand({ SerialNumber: serialNumber }),
  )
}

export async function enableMfaDevice(
  transport: Transport,
  caller: Caller,
  device: { readonly userName: string; readonly serialNumber: string },
  codes: TwoCodes,
): Promise<void> {
  const about = { action: 'EnableMFADevice', once: true, serialNumber: device.serialNumber }
  await call(transport, IAM, caller, about, sdk => new sdk.EnableMFADeviceCommand(withCodes(device, codes)))
}

/** For a device whose clock has gone wrong, so that AWS takes its codes again. */
export async function resyncMfaDevice(
  transport: Transport,
  caller: Caller,
  device: { readonly userName: string; readonly serialNumber: string },
  codes: TwoCodes,
): Promise<void> {
  const about = { action: 'ResyncMFADevice', once: true, serialNumber: device.serialNumber }
  await call(transport, IAM, caller, about, sdk => new sdk.ResyncMFADeviceCommand(withCodes(device, codes)))
}

function withCodes(
  { userName, serialNumber }: { readonly userName: string; readonly serialNumber: string },
  [first, second]: TwoCodes,
) {
  return { UserName: userName, SerialNumber: serialNumber, AuthenticationCode1: first, AuthenticationCode2: second }
}
