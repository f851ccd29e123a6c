/** What is known of a call when it fails, in words for the sentence that explains it. Pure. */
import { type AccessKey, shownAccessKeyId } from '../../model/credentials.ts'
import { duration } from '../../model/duration.ts'
import type { Secret } from '../../model/secret.ts'

/** What the caller knows, for the sentence that explains a failure. */
export type Facts = {
  /** Whose key it is. */
  readonly who?: string | undefined
  /** How long ago, in seconds, the MFA code of a login was given. */
  readonly sessionAge?: number | undefined
  /** The command that signs in anew. */
  readonly remedy?: string
  /** The role that IAM Identity Center was asked for. */
  readonly portalRole?: { readonly accountId: string; readonly roleName: string }
}

/** The circumstances of the failed call. */
export type Circumstances = Facts & {
  readonly action: string
  /** Absent where nobody signed. */
  readonly accessKey?: AccessKey | undefined
  /** What was sent in the place of a signature. */
  readonly secret?: Secret | undefined
  readonly region: string
  /** The endpoint that is configured. */
  readonly endpoint?: string | undefined
  /** The host that was asked, once it is known. */
  readonly host?: string | undefined
  readonly roleArn?: string | undefined
  readonly serialNumber?: string | undefined
  /** The server's clock minus ours in milliseconds, as far as an answer told. */
  readonly clockOffset: number
}

/** Who asked: `"arn:aws:iam::123456789012:user/alice"`, or whose key it was. */
export function who(about: Circumstances): string {
  return about.who === undefined ? `the owner of ${keyOf(about)}` : `"${about.who}"`
}

/** The key that signed, as it may be shown. */
export function keyOf({ accessKey }: Circumstances): string {
  return accessKey === undefined ? 'nobody' : shownAccessKeyId(accessKey)
}

/** Who was asked. */
export function where(about: Circumstances): string {
  const asked = about.endpoint ?? about.host
  return asked === undefined ? `AWS in region "${about.region}"` : `"${asked}"`
}

/** What a trust policy may want of MFA that the call did not have. */
export function mfaState(about: Circumstances): string {
  if (about.serialNumber !== undefined) return 'something else of the session (a code was given)'
  if (about.sessionAge !== undefined)
    return `a more recent MFA code (this session's was given ${duration(about.sessionAge)} ago: awsenv login --refresh)`
  return 'MFA (none was given: --mfa-serial)'
}

/** How far this machine's clock is off, `1h behind`; undefined for less than half a minute. */
export function clockState({ clockOffset }: Circumstances): string | undefined {
  const seconds = Math.round(Math.abs(clockOffset) / 1000)
  if (seconds < 30) return undefined
  const shown = seconds < 90 ? seconds : Math.round(seconds / 60) * 60
  return `${duration(shown)} ${clockOffset > 0 ? 'behind' : 'ahead of'}`
}

/** Codes that a program computes (`mfa_process`) are as wrong as the clock that it computes them from. */
export function clockOfCodes(about: Circumstances): string {
  const state = clockState(about)
  return state === undefined ? '' : `; the clock of this machine is ${state} that of AWS`
}
