/** What `unset` and `clear` say: which session left the shell, what the shell has now, and what is forgotten. Pure. */
import { shownAccessKeyId } from '../model/credentials.ts'
import { changed, type Environment, type EnvironmentChange } from '../model/environment.ts'
import { isActive } from '../model/restore.ts'
import { printable } from '../text/printable.ts'

/** Undefined if this shell has no session of awsenv. */
export function leftNote(env: Environment, change: EnvironmentChange): string | undefined {
  if (!isActive(env)) return undefined
  const label = printable(env['AWSENV_ROLE'] ?? 'the session')
  return `${label} has left this shell, whose environment now has ${credentialsIn(changed(env, change))}`
}

export const NO_SESSION = 'this shell has no session of awsenv'

/** `count` sessions were forgotten; `isAll`: all that were cached. */
export function forgottenNote(count: number, isAll: boolean): string {
  if (count === 0) return isAll ? 'no session was cached' : 'its session was not cached'
  if (count === 1) return isAll ? 'the cached session is forgotten' : 'its session is forgotten'
  return isAll ? `all ${count} cached sessions are forgotten` : `its ${count} cached sessions are forgotten`
}

function credentialsIn(env: Environment): string {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_PROFILE: profile } = env
  if (accessKeyId) return `the key ${shownAccessKeyId({ accessKeyId })}`
  return profile ? `AWS_PROFILE=${printable(profile)}` : 'no credentials'
}
