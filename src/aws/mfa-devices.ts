/** A user's MFA devices. Without a user's name, IAM takes the user from the signature. */
import { AwsenvError } from '../errors.ts'
import { Secret } from '../model/secret.ts'
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'
import { IAM } from './iam.ts'

/** A user's device, and when it was enabled (epoch seconds). */
export type MfaDevice = { readonly serialNumber: string; readonly enabled: number }

/** A new virtual device. `secret` is for the authenticator app, in Base32. */
export type NewMfaDevice = { readonly serialNumber: string; readonly secret: Secret }

/** Two codes of the device, one right after the other. */
export type TwoCodes = readonly [first: string, second: string]

export async function listMfaDevices(
  transport: Transport,
  caller: Caller,
  userName?: string,
): Promise<readonly MfaDevice[]> {
  const about = { action: 'ListMFADevices' }
  const input = userName === undefined ? {} : { UserName: userName }
  const answer = await call(transport, IAM, caller, about, sdk => new sdk.ListMFADevicesCommand(input))
  return (answer.MFADevices ?? []).flatMap(({ SerialNumber, EnableDate }) =>
    SerialNumber === undefined ? [] : [{ serialNumber: SerialNumber, enabled: (EnableDate?.getTime() ?? 0) / 1000 }],
  )
}

/** Sent once: with a lost answer, nobody knows the secret. */
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
    hint: "check the endpoint: AWS doesn't answer like this",
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

/** Makes AWS accept a device again whose clock has drifted. */
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
