/** MFA as STS checks it: a serial that is the caller's, and a code that is right and not yet spent. */
import type { Caller } from './caller.ts'
import { incompleteMfa, invalidMfaCode, invalidMfaSerial } from './errors.ts'
import type { MfaDevice } from './identity.ts'
import type { Parameters } from './query.ts'
import { fromBase32, stepAt, totp } from './totp.ts'

/**
 * Whether a request comes with MFA; its code is spent then, whatever becomes of the request afterwards.
 * @throws ApiError AccessDenied with one of AWS's three texts
 */
export function spendMfaCode(caller: Caller, parameters: Parameters, now: number): boolean {
  const { SerialNumber, TokenCode } = parameters
  if (SerialNumber === undefined && TokenCode === undefined) return false
  if (SerialNumber === undefined || TokenCode === undefined) throw incompleteMfa()
  const devices = caller.identity.kind === 'role' ? [] : caller.identity.devices
  const device = devices.find(({ serialNumber }) => serialNumber === SerialNumber)
  if (!device) throw invalidMfaSerial()
  const step = acceptedSteps(device, now).find(candidate => codeOf(device, candidate) === TokenCode)
  if (step === undefined) throw invalidMfaCode()
  device.usedSteps.add(step)
  return true
}

/** The steps whose code would be taken now: this one and its two neighbours, less the spent ones. */
export function acceptedSteps(device: MfaDevice, now: number): readonly number[] {
  const step = stepAt(now)
  return [step, step + 1, step - 1].filter(candidate => !device.usedSteps.has(candidate))
}

export function codeOf(device: MfaDevice, step: number): string {
  return totp(fromBase32(device.secret), step)
}
