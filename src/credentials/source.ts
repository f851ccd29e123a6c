/**
 * Whose key a login or an assume starts from. In this order: `--from`; the profile or key that this shell's session
 * came by; the environment as it was before awsenv; the profile that it names; [default]. Never awsenv's own exports.
 * A key that is itself temporary can't log in: the copy of the credentials file that people keep may have the lasting
 * one for the same profile; else the next in the order serves, and only where there is none the temporary key itself.
 */
import type { Context } from '../context.ts'
import type { Environment } from '../environment.ts'
import { AwsenvError } from '../errors.ts'
import { chainOf } from '../profiles/chain.ts'
import { lookedAt, unknownProfile } from '../profiles/near.ts'
import { accessKeyOf, adHocProfile, type Profile } from '../profiles/profile.ts'
import { Secret } from '../secret.ts'
import { environmentBefore } from './before.ts'
import { type AccessKey, isTemporary, shownAccessKeyId } from './credentials.ts'
import { keyOfBackup, profileOfKey } from './key-places.ts'

/** Where a road begins: roles on the way (outermost first), and the profile with the key at its end. */
export type Source = {
  readonly roles: readonly Profile[]
  readonly base: Profile
  readonly accessKey: AccessKey
  /** What AWSENV_FROM says: the profile's name, or the key's id where the key is not a profile's. */
  readonly from: string
  /** For messages: `the environment`, `profile "work"`. */
  readonly place: string
  /** Whether the key lies in the copy of the credentials file, which the user is asked about before a login. */
  readonly isBackup: boolean
  /** What is to be said before a question: which keys were passed over, and why. */
  readonly notes: readonly string[]
}

export function findSource(context: Context, from: string | undefined): Source {
  if (from !== undefined) return named(context, from)
  const cameBy = context.env['AWSENV_FROM']
  const source = cameBy === undefined ? undefined : (byKeyId(context, cameBy) ?? byProfile(context, cameBy))
  return source ?? unnamed(context)
}

/** The profile or the access key id that the user named: there is no other choice. */
function named(context: Context, from: string): Source {
  const source = byKeyId(context, from) ?? byProfile(context, from)
  if (source !== undefined) return source
  const profile = context.profiles.get(from)
  if (profile === undefined) throw unknownProfile(from, context.profiles)
  const base = profile.role_arn === undefined ? profile : (chainOf(profile, context.profiles).at(-1) as Profile)
  throw new AwsenvError(`profile "${base.name}" has no access key to start from`, {
    hint: 'awsenv starts from aws_access_key_id and aws_secret_access_key, in the profile or (with --from KEY_ID) in the environment',
  })
}

function unnamed(context: Context): Source {
  const before = environmentBefore(context)
  const profileName = before['AWS_PROFILE'] || before['AWS_DEFAULT_PROFILE'] || undefined
  if (profileName !== undefined && context.profiles.get(profileName) === undefined)
    throw unknownProfile(profileName, context.profiles)
  const names = [...new Set([profileName ?? 'default', 'default'])]
  const candidates = [ofEnvironment(context, before), ...names.map(name => byProfile(context, name))]
  const present = candidates.filter(candidate => candidate !== undefined)
  const source = present.find(({ accessKey }) => !isTemporary(accessKey)) ?? present[0]
  if (source !== undefined) {
    const passedOver = present
      .slice(0, present.indexOf(source))
      .map(({ accessKey, place }) => passedOverNote(accessKey, place))
    return { ...source, notes: [...passedOver, ...source.notes] }
  }
  throw new AwsenvError('no access key was found to start from', {
    hint: `name the profile that has it by --from PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; looked at the environment and for ${names.map(name => `[${name}]`).join(' and ')} in ${lookedAt(context.profiles)}`,
  })
}

function byProfile(context: Context, name: string): Source | undefined {
  const profile = context.profiles.get(name)
  if (profile === undefined) {
    const backup = keyOfBackup(context, name)
    return backup === undefined ? undefined : { ...loose(backup.accessKey, undefined, backup.place), isBackup: true }
  }
  const chain = profile.role_arn === undefined ? [profile] : chainOf(profile, context.profiles)
  const base = chain.at(-1) as Profile
  const accessKey = accessKeyOf(base)
  if (accessKey === undefined) return undefined
  const roles = chain.slice(0, -1)
  const place = `profile "${base.name}"`
  const backup = isTemporary(accessKey) ? keyOfBackup(context, base.name) : undefined
  if (backup === undefined) return { roles, base, accessKey, from: name, place, isBackup: false, notes: [] }
  const from = roles.length === 0 ? backup.accessKey.accessKeyId : name
  return { ...backup, roles, base, from, isBackup: true, notes: [passedOverNote(accessKey, place)] }
}

/** The key as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY give it; region and MFA device are the profile's that the environment names. */
function ofEnvironment(context: Context, before: Environment): Source | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = before
  if (!accessKeyId || !secretAccessKey) return undefined
  const accessKey = {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    ...(sessionToken ? { sessionToken: new Secret(sessionToken) } : {}),
  }
  const profile = context.profiles.get(before['AWS_PROFILE'] || before['AWS_DEFAULT_PROFILE'] || 'default')
  return loose(accessKey, profile, 'the environment')
}

/** A long-term key by its id, wherever it lies. */
function byKeyId(context: Context, accessKeyId: string): Source | undefined {
  if (!/^A[A-Z0-9]{15,127}$/.test(accessKeyId)) return undefined
  const inEnvironment = ofEnvironment(context, environmentBefore(context))
  if (inEnvironment?.accessKey.accessKeyId === accessKeyId) return inEnvironment
  const name = profileOfKey(context.profiles, accessKeyId)
  if (name !== undefined) return byProfile(context, name)
  const backup = keyOfBackup(context, profileOfKey(context.credentialsBackup, accessKeyId))
  return backup && { ...loose(backup.accessKey, context.profiles.get(backup.name), backup.place), isBackup: true }
}

/** A key that is no profile's, with what a profile says about its use. */
function loose(accessKey: AccessKey, profile: Profile | undefined, place: string): Source {
  const { mfa_serial, mfa_process, region } = profile ?? {}
  const keys = { ...(mfa_serial && { mfa_serial }), ...(mfa_process && { mfa_process }), ...(region && { region }) }
  const base = adHocProfile(accessKey.accessKeyId, keys)
  return { roles: [], base, accessKey, from: accessKey.accessKeyId, place, isBackup: false, notes: [] }
}

function passedOverNote(accessKey: AccessKey, place: string): string {
  return `the key ${shownAccessKeyId(accessKey)} of ${place} is temporary, and can't log in`
}
