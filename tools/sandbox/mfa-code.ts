/** The person's side of MFA: what an authenticator app would show. */
import type { Answer } from './answer.ts'
import type { Clock } from './clock.ts'
import type { MfaDevice } from './identity.ts'
import { acceptedSteps, codeOf } from './mfa.ts'
import { STEP_SECONDS, stepAt } from './totp.ts'
import type { World } from './world.ts'

/** The code that a device shows now. */
export function mfaCode(world: World, clock: Clock, serialNumber: string): string {
  return codeOf(deviceOf(world, serialNumber), stepAt(clock.now()))
}

/** A code that would be taken: this window's, the next one's, or that of a window to which the clock is moved on. */
export function nextMfaCode(world: World, clock: Clock, serialNumber: string): string {
  const device = deviceOf(world, serialNumber)
  for (;;) {
    const now = clock.now()
    const free = acceptedSteps(device, now).find(step => step >= stepAt(now))
    if (free !== undefined) return codeOf(device, free)
    clock.advance(STEP_SECONDS)
  }
}

/** What `GET /mfa-code?serial=…` answers a person with curl: the code now, or with `&next` the next free one. */
export function mfaCodePage(world: World, clock: Clock, method: string, url: string): Answer | undefined {
  const [path, query] = url.split('?', 2)
  if (method !== 'GET' || path !== '/mfa-code') return undefined
  const searchParams = new URLSearchParams(query)
  const serialNumber = searchParams.get('serial') ?? ''
  const page = (status: number, text: string) => ({ status, contentType: 'text/plain', body: `${text}\n` })
  if (!world.device(serialNumber)) return page(404, 'no such device')
  return page(200, (searchParams.has('next') ? nextMfaCode : mfaCode)(world, clock, serialNumber))
}

function deviceOf(world: World, serialNumber: string): MfaDevice {
  const device = world.device(serialNumber)
  if (!device) throw new Error(`the sandbox has no MFA device "${serialNumber}"`)
  return device
}
