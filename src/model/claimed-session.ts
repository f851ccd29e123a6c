/** The session that an environment claims, in a line. */

import { printable } from '../text/printable.ts'
import { duration } from './duration.ts'
import type { Environment } from './environment.ts'

export type SessionLine = {
  /** `Admin@123456789012 42m`, as the hooks' prompts have it too. */
  readonly text: string
  readonly isValid: boolean
}

/** undefined where there is no session. `now` is in milliseconds. */
export function sessionLine(environment: Environment, now: number): SessionLine | undefined {
  const { AWSENV_ROLE: role, AWSENV_EXPIRES: expires = '' } = environment
  if (!role) return undefined
  // Anybody can have written it: digits, or it says nothing.
  const left = /^\d{1,12}$/.test(expires) ? Number(expires) - Math.floor(now / 1000) : 0
  return { text: `${printable(role)} ${left > 0 ? duration(left) : 'expired'}`, isValid: left > 0 }
}
