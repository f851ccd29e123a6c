/** IAM's MFA devices: made, enabled by two codes in a row, put in step again, taken away. */
import { iamArn } from '../arn.ts'
import { ApiError } from '../errors.ts'
import type { MfaDevice, User } from '../identity.ts'
import { codeOf } from '../mfa.ts'
import { authorize } from '../permission.ts'
import { randomBase32 } from '../random.ts'
import { timestamp } from '../session.ts'
import { stepAt } from '../totp.ts'
import type { Action, Call } from './action.ts'
import { alreadyExists, limitExceeded, nameAsked, noSuchEntity, pathAsked, required, userAsked } from './iam.ts'

const DEVICES = 8
/** How many windows before and after now are looked through for the first code. */
const DRIFT = 20

export const createVirtualMfaDevice: Action = call => {
  const { world, caller } = call
  const { account } = caller.identity
  const [name, path] = [nameAsked(call, 'VirtualMFADeviceName', 226), pathAsked(call)]
  const serialNumber = iamArn(account, `mfa${path}${name}`)
  authorize(call, 'iam:CreateVirtualMFADevice', serialNumber)
  if (world.device(serialNumber)) throw alreadyExists('MFADevice entity at the same path and name already exists.')
  const device: MfaDevice = { serialNumber, secret: randomBase32(64), enableDate: 0, usedSteps: new Set() }
  world.unassigned.set(serialNumber, device)
  const seed = Buffer.from(device.secret).toString('base64')
  return { VirtualMFADevice: { SerialNumber: serialNumber, Base32StringSeed: seed, QRCodePNG: '' } }
}

export const deleteVirtualMfaDevice: Action = call => {
  const { world } = call
  const serialNumber = required(call, 'SerialNumber')
  authorize(call, 'iam:DeleteVirtualMFADevice', serialNumber)
  if (world.unassigned.delete(serialNumber)) return {}
  if (!world.device(serialNumber)) throw noSuchDevice(serialNumber)
  throw new ApiError(409, 'DeleteConflict', 'MFA VirtualDevice must be detached from the user first.')
}

export const enableMfaDevice: Action = call => {
  const user = userAsked(call, 'iam:EnableMFADevice')
  const serialNumber = required(call, 'SerialNumber')
  const device = call.world.unassigned.get(serialNumber)
  if (!device && user.devices.some(one => one.serialNumber === serialNumber))
    throw alreadyExists('MFA Device is already in use.')
  if (!device) throw noSuchDevice(serialNumber)
  if (user.devices.length >= DEVICES) throw limitExceeded(`Cannot exceed quota for MFADevicesPerUser: ${DEVICES}`)
  spendTwoCodes(call, device)
  device.enableDate = call.now
  call.world.unassigned.delete(serialNumber)
  user.devices.push(device)
  return {}
}

export const resyncMfaDevice: Action = call => {
  spendTwoCodes(call, deviceOf(call, userAsked(call, 'iam:ResyncMFADevice')))
  return {}
}

export const deactivateMfaDevice: Action = call => {
  const user = userAsked(call, 'iam:DeactivateMFADevice')
  const device = deviceOf(call, user)
  user.devices.splice(user.devices.indexOf(device), 1)
  if (device.serialNumber.startsWith('arn:')) call.world.unassigned.set(device.serialNumber, device)
  return {}
}

export const listMfaDevices: Action = call => {
  const user = userAsked(call, 'iam:ListMFADevices')
  const devices = user.devices.map(({ serialNumber, enableDate }) => ({
    UserName: user.name,
    SerialNumber: serialNumber,
    EnableDate: timestamp(enableDate),
  }))
  return { MFADevices: devices, IsTruncated: 'false' }
}

export const listVirtualMfaDevices: Action = call => {
  const { world, caller, parameters } = call
  const { account } = caller.identity
  authorize(call, 'iam:ListVirtualMFADevices', '*')
  const prefix = iamArn(account, 'mfa/')
  const isVirtual = ({ serialNumber }: MfaDevice) => serialNumber.startsWith(prefix)
  const free = [...world.unassigned.values()]
    .filter(isVirtual)
    .map(({ serialNumber }) => ({ SerialNumber: serialNumber }))
  const taken = [...world.users.values()].flatMap(user =>
    user.devices.filter(isVirtual).map(({ serialNumber, enableDate }) => ({
      SerialNumber: serialNumber,
      EnableDate: timestamp(enableDate),
      User: {
        Path: user.path,
        UserName: user.name,
        UserId: user.id,
        Arn: user.arn,
        CreateDate: timestamp(user.createDate),
      },
    })),
  )
  const { AssignmentStatus: status = 'Any' } = parameters
  const devices = [...(status === 'Assigned' ? [] : free), ...(status === 'Unassigned' ? [] : taken)]
  return { VirtualMFADevices: devices, IsTruncated: 'false' }
}

/** Two codes of neighbouring windows, the older one first. @throws ApiError InvalidAuthenticationCode */
function spendTwoCodes(call: Call, device: MfaDevice): void {
  const [first, second] = [required(call, 'AuthenticationCode1'), required(call, 'AuthenticationCode2')]
  const now = stepAt(call.now)
  for (let step = now - DRIFT; step < now + DRIFT; step++) {
    if (codeOf(device, step) !== first || codeOf(device, step + 1) !== second) continue
    device.usedSteps.add(step).add(step + 1)
    return
  }
  throw new ApiError(403, 'InvalidAuthenticationCode', 'Authentication code for device is not valid.')
}

function deviceOf(call: Call, user: User): MfaDevice {
  const serialNumber = required(call, 'SerialNumber')
  const device = user.devices.find(one => one.serialNumber === serialNumber)
  if (device) return device
  throw noSuchEntity(`MFA Device with serial number ${serialNumber} does not exist for user ${user.name}.`)
}

const noSuchDevice = (serialNumber: string) =>
  noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`)
