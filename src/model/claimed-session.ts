/** The session in an environment, as its variables claim: awsenv's, or another tool's. Pure. */
import { printable } from '../text/printable.ts'
import { shownAccessKeyId } from './credentials.ts'
import { duration } from './duration.ts'
import type { Environment } from './environment.ts'

export type ClaimedSession = {
  /** Its name: awsenv's for the role, another tool's profile, else the end of its key's id. */
  readonly label: string
  /** Only if awsenv set it. */
  readonly role?: string | undefined
  readonly roleArn?: string | undefined
  /** The profile, or the key's id, that it started from. */
  readonly from?: string | undefined
  readonly accountId?: string | undefined
  /** In epoch seconds; undefined if not said, 0 if unreadable. */
  readonly expires: number | undefined
}

/** Undefined without credentials, or for a long-term key, which is not a session. */
export function claimedSession(environment: Environment): ClaimedSession | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWSENV_ROLE: role, AWS_ACCOUNT_ID: accountId } = environment
  if (role) {
    const { AWSENV_ROLE_ARN: roleArn, AWSENV_FROM: from } = environment
    return { label: role, role, roleArn, from, accountId, expires: ownExpiry(environment) ?? 0 }
  }
  if (!accessKeyId || (!environment['AWS_SESSION_TOKEN'] && !environment['AWS_SECURITY_TOKEN'])) return undefined
  const named = OTHER_NAMES.map(name => environment[name]).find(Boolean)
  return { label: named ?? shownAccessKeyId({ accessKeyId }), accountId, expires: expiryIn(environment) }
}

/** AWSENV_EXPIRES, in epoch seconds. Anybody can set it: undefined unless it is digits. */
export function ownExpiry({ AWSENV_EXPIRES: text = '' }: Environment): number | undefined {
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

export type SessionLine = {
  /** `Admin@123456789012 42m`, as in the hooks' prompts. */
  readonly text: string
  readonly isValid: boolean
}

/** Undefined if there is no session. `now` is in milliseconds. */
export function sessionLine(environment: Environment, now: number): SessionLine | undefined {
  const session = claimedSession(environment)
  if (session === undefined) return undefined
  const label = printable(session.label)
  if (session.expires === undefined) return { text: label, isValid: true }
  const left = session.expires - Math.floor(now / 1000)
  return { text: `${label} ${left > 0 ? duration(left) : 'expired'}`, isValid: left > 0 }
}

/** In the order of starship, which shows the same. exec sets the first. */
const OTHER_NAMES = ['AWSUME_PROFILE', 'AWS_VAULT', 'AWSU_PROFILE', 'AWS_SSO_PROFILE']

function expiryIn(environment: Environment): number | undefined {
  const text = environment['AWS_CREDENTIAL_EXPIRATION'] || environment['AWS_SESSION_EXPIRATION']
  if (!text) return undefined
  // Without an offset it would mean local time.
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? Math.floor(Date.parse(text) / 1000) || 0 : undefined
}
