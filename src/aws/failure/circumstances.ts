/** The facts of a failed call, in words for the sentence that explains it. Pure. */
import { type AccessKey, shownAccessKeyId } from '../../model/credentials.ts'
import { duration } from '../../model/duration.ts'
import type { Secret } from '../../model/secret.ts'

/** What the caller knows, for the sentence that explains a failure. */
export type Facts = {
  /** Whose key it is. */
  readonly who?: string | undefined
  /** The age, in seconds, of the login's MFA code. */
  readonly sessionAge?: number | undefined
  /** The command that signs in anew. */
  readonly remedy?: string
  /** The role that IAM Identity Center was asked for. */
  readonly portalRole?: { readonly accountId: string; readonly roleName: string }
}

/** The circumstances of the failed call. */
export type Circumstances = Facts & {
  readonly action: string
  /** Absent if the request wasn't signed. */
  readonly accessKey?: AccessKey | undefined
  /** The token sent instead of a signature. */
  readonly secret?: Secret | undefined
  readonly region: string
  /** The configured endpoint. */
  readonly endpoint?: string | undefined
  /** The host, once it is known. */
  readonly host?: string | undefined
  readonly roleArn?: string | undefined
  readonly serialNumber?: string | undefined
  /** The server's clock minus ours in milliseconds, if an answer told it. */
  readonly clockOffset: number
}

/** Who signed: `"arn:aws:iam::123456789012:user/alice"`, or the owner of the key. */
export function who(about: Circumstances): string {
  return about.who === undefined ? `the owner of ${keyOf(about)}` : `"${about.who}"`
}

/** The key that signed, shortened for messages. */
export function keyOf({ accessKey }: Circumstances): string {
  return accessKey === undefined ? 'nobody' : shownAccessKeyId(accessKey)
}

/** The host, or AWS in a region. */
export function where(about: Circumstances): string {
  const asked = about.endpoint ?? about.host
  return asked === undefined ? `AWS in region "${about.region}"` : `"${asked}"`
}

/** What a trust policy may demand about MFA that this call didn't have. */
export function mfaState(about: Circumstances): string {
  if (about.serialNumber !== undefined) return 'some other condition (the call did have an MFA code)'
  if (about.sessionAge !== undefined)
    return `a more recent MFA code (this session's code is from ${duration(about.sessionAge)} ago: awsenv login --refresh)`
  return 'MFA (this call had no code: --mfa-serial)'
}

/** How far this machine's clock is off, `1h behind`; undefined for less than half a minute. */
export function clockState({ clockOffset }: Circumstances): string | undefined {
  const seconds = Math.round(Math.abs(clockOffset) / 1000)
  if (seconds < 30) return undefined
  const shown = seconds < 90 ? seconds : Math.round(seconds / 60) * 60
  return `${duration(shown)} ${clockOffset > 0 ? 'behind' : 'ahead of'}`
}

/** A program (`mfa_process`) computes codes from this clock, so they are wrong if it is. */
export function clockOfCodes(about: Circumstances): string {
  const state = clockState(about)
  return state === undefined ? '' : `; this machine's clock is ${state} AWS's`
}

/** For a hint: tokens and proofs have times in them, so a wrong clock spoils them. */
export function clockOf(about: Circumstances): string {
  const state = clockState(about)
  return state === undefined ? '' : ` (this machine's clock is ${state} AWS's)`
}
