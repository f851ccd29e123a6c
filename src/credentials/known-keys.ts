/** The long-term keys that there are to start from, and what is known of the accounts that they are for. */
import type { Context } from '../context.ts'
import { chainOf } from '../profiles/chain.ts'
import { accessKeyOf, type Profile } from '../profiles/profile.ts'
import { environmentBefore } from './before.ts'
import { type AccessKey, isTemporary, shownAccessKeyId } from './credentials.ts'
import { knownIdentity } from './identity.ts'
import { environmentKey } from './providers/environment.ts'

export type KnownKey = {
  readonly accessKeyId: string
  /** What finds it again: the profile's name, or its own id. */
  readonly from: string
  /** For messages: `profile "work" (****ABCD)`. */
  readonly place: string
  readonly accessKey: AccessKey
  readonly profile?: Profile | undefined
}

/** Each key once, by the first place that has it. */
export function knownKeys(context: Context): readonly KnownKey[] {
  const { profiles } = context
  const all = [ofEnvironment(context), ...profiles.names().map(name => ofProfile(profiles.get(name)))]
  const known = all.filter(key => key !== undefined)
  return known.filter(({ accessKeyId }, index) => known.findIndex(key => key.accessKeyId === accessKeyId) === index)
}

/** Whether the account is the key's own, or a profile has a role there that starts from it. */
export function claims(context: Context, key: KnownKey, accountId: string): boolean {
  if (ownAccount(context, key) === accountId) return true
  const { profiles } = context
  const inAccount = profiles
    .names()
    .flatMap(name => profiles.get(name) ?? [])
    .filter(({ role_arn }) => role_arn?.split(':')[4] === accountId)
  return inAccount.some(profile => startsFrom(profile, key))

  function startsFrom(profile: Profile, { accessKeyId }: KnownKey): boolean {
    try {
      return chainOf(profile, profiles).at(-1)?.aws_access_key_id === accessKeyId
    } catch {
      return false // What is wrong with it is told to whoever asks for it.
    }
  }
}

/** The account of its owner, as far as that is known without asking. */
function ownAccount(context: Context, { accessKey, profile }: KnownKey): string | undefined {
  const { aws_account_id, mfa_serial } = profile ?? {}
  const ofDevice = mfa_serial?.match(/^arn:[^:]*:iam::(\d{12}):/)?.[1]
  return knownIdentity(context, accessKey)?.accountId ?? aws_account_id ?? ofDevice
}

function ofEnvironment(context: Context): KnownKey | undefined {
  const accessKey = environmentKey(environmentBefore(context))
  if (accessKey === undefined || isTemporary(accessKey)) return undefined
  const { accessKeyId } = accessKey
  return { accessKeyId, from: accessKeyId, place: `the environment (${shownAccessKeyId(accessKey)})`, accessKey }
}

function ofProfile(profile: Profile | undefined): KnownKey | undefined {
  // Half a key is told to whoever asks for it.
  if (profile?.aws_access_key_id === undefined || profile.aws_secret_access_key === undefined) return undefined
  const accessKey = accessKeyOf(profile)
  if (accessKey === undefined || isTemporary(accessKey)) return undefined
  const { accessKeyId } = accessKey
  // A profile with a role of its own is that role where it is named as a source; its key is found by its id.
  const from = profile.role_arn === undefined ? profile.name : accessKeyId
  return { accessKeyId, from, place: `profile "${profile.name}" (${shownAccessKeyId(accessKey)})`, accessKey, profile }
}
