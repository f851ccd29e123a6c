/** The long-term keys that there are to start from, and what is known of the accounts that they are for. */
import type { Context } from '../context.ts'
import { accessKeyOf, adHocProfile, type Profile } from '../profiles/profile.ts'
import { environmentBefore } from './before.ts'
import { isTemporary, shownAccessKeyId } from './credentials.ts'
import { knownIdentity } from './identity.ts'
import { environmentKey } from './providers/environment.ts'
import { isRotationName } from './rotation-names.ts'
import { chainWithVault } from './vault-key.ts'

export type KnownKey = {
  readonly accessKeyId: string
  /** What finds it again: the profile's name, or its own id. */
  readonly from: string
  /** For messages: `profile "work" (****ABCD)`. */
  readonly place: string
  readonly profile?: Profile | undefined
}

/** Each key once, by the first place that has it. One of the vault stands before those of its profile. */
export async function knownKeys(context: Context): Promise<readonly KnownKey[]> {
  const stored = await storedKeys(context)
  const { profiles } = context
  const ofNames = profiles.names().map(name => stored.get(name) ?? ofProfile(profiles.get(name)))
  const all = [ofEnvironment(context), ...ofNames, ...stored.values()]
  const known = all.filter(key => key !== undefined)
  return known.filter(({ accessKeyId }, index) => known.findIndex(key => key.accessKeyId === accessKeyId) === index)
}

async function storedKeys(context: Context): Promise<ReadonlyMap<string, KnownKey>> {
  if (context.keys.names().length === 0) return new Map()
  const facts = [...(await context.keys.list())].filter(([name]) => !isRotationName(name))
  return new Map(
    facts.map(([name, { accessKeyId, mfa_serial }]) => {
      const own = context.profiles.get(name) ?? adHocProfile(name, {})
      const profile = own.mfa_serial === undefined && mfa_serial !== undefined ? { ...own, mfa_serial } : own
      const place = `"${name}" in awsenv's vault (${shownAccessKeyId({ accessKeyId })})`
      return [name, { accessKeyId, from: fromOf(profile, accessKeyId), place, profile }]
    }),
  )
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
      const base = chainWithVault(context, profile).at(-1)
      const isStored = base !== undefined && context.keys.names().includes(base.name)
      return isStored ? base.name === key.profile?.name : base?.aws_access_key_id === accessKeyId
    } catch {
      return false // What is wrong with it is told to whoever asks for it.
    }
  }
}

/** The account of its owner, as far as that is known without asking. */
export function ownAccount(context: Context, { accessKeyId, profile }: KnownKey): string | undefined {
  const { aws_account_id, mfa_serial } = profile ?? {}
  const ofDevice = mfa_serial?.match(/^arn:[^:]*:iam::(\d{12}):/)?.[1]
  return knownIdentity(context, { accessKeyId })?.accountId ?? aws_account_id ?? ofDevice
}

function ofEnvironment(context: Context): KnownKey | undefined {
  const accessKey = environmentKey(environmentBefore(context))
  if (accessKey === undefined || isTemporary(accessKey)) return undefined
  const { accessKeyId } = accessKey
  return { accessKeyId, from: accessKeyId, place: `the environment (${shownAccessKeyId(accessKey)})` }
}

function ofProfile(profile: Profile | undefined): KnownKey | undefined {
  // Half a key is told to whoever asks for it.
  if (profile?.aws_access_key_id === undefined || profile.aws_secret_access_key === undefined) return undefined
  const accessKey = accessKeyOf(profile)
  if (accessKey === undefined || isTemporary(accessKey)) return undefined
  const { accessKeyId } = accessKey
  const place = `profile "${profile.name}" (${shownAccessKeyId(accessKey)})`
  return { accessKeyId, from: fromOf(profile, accessKeyId), place, profile }
}

/** A profile with a role of its own is that role where it is named as a source; its key is found by its id. */
function fromOf({ name, role_arn }: Profile, accessKeyId: string): string {
  return role_arn === undefined ? name : accessKeyId
}
