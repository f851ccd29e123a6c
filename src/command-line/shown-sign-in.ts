/** What a person is signed in to, and until when, in words. Pure. */
import type { SignInLife } from '../credentials/sign-in/sign-in.ts'
import { clockTime, duration } from '../model/duration.ts'

/** `until 14:05 (55m), then renewed by itself`; `now` is in milliseconds. */
export function shownLife(life: SignInLife | undefined, command: string, now: number): string {
  if (life === undefined) return `signed out; to sign in: ${command}`
  const left = life.until - now / 1000
  if (left > 0) {
    const then = life.isRenewed ? ', then renewed by itself' : ''
    return `until ${clockTime(life.until, now)} (${duration(left)})${then}`
  }
  return life.isRenewed ? 'renewed at its next use' : `over; to sign in: ${command}`
}
