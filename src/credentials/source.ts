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
import { adHocProfile, type Profile } from '../profiles/profile.ts'
import { environmentBefore } from './before.ts'
import { isTemporary, type SigningKey, shownAccessKeyId } from './credentials.ts'
import { keyOfBackup, profileOfKey } from './key-places.ts'
import { isSignedIn, noKey } from './no-key.ts'
import { isKeyed, ofMetadata, ofWebIdentity, onDemandSource, TOKEN_FILE } from './on-demand.ts'
import { isOnDemand, type KeyOnDemand } from './provider.ts'
import { environment, environmentKey } from './providers/environment.ts'
import { providerOf } from './providers/index.ts'
import { chainWithVault, entryOfKey, profilesWithVault, vaultKey } from './vault-key.ts'

/** Where a road begins. Whether its key is at hand decides who can log in, and what can be said before anything is asked. */
export type Source = KeyedSource | OnDemandSource

export type KeyedSource = Beginning & { readonly accessKey: SigningKey }

export type OnDemandSource = Beginning & { readonly provider: KeyOnDemand }

/** Roles on the way (outermost first), and the profile with the key at its end. */
type Beginning = {
  readonly roles: readonly Profile[]
  readonly base: Profile
  /** Its part in the vault's names for the roles that it leads to: the same as long as the key comes from the same place. */
  readonly cacheKey: string
  /** What AWSENV_FROM says: the profile's name, or the key's id where the key is not a profile's. */
  readonly from: string
  /** For messages: `the environment`, `profile "work"`. */
  readonly place: string
  /** Whether the key lies in the copy of the credentials file, which the user is asked about before a login. */
  readonly isBackup: boolean
  /** What is to be said before a question: which keys were passed over, and why. */
  readonly notes: readonly string[]
}

/** `from` is what the user named: there is no other choice then. @throws AwsenvError where there is no key. */
export async function findSource(context: Context, from: string | undefined): Promise<Source> {
  const source = await seekSource(context, from)
  if (source !== undefined) return source
  if (from === undefined) throw nothingFound(context)
  const profile = context.profiles.get(from)
  if (profile === undefined) throw unknownProfile(from, context.profiles)
  throw noKey(chainOf(profile, context.profiles).at(-1) as Profile)
}

/** The same; undefined where there is no key. */
export async function seekSource(context: Context, from: string | undefined): Promise<Source | undefined> {
  if (from !== undefined) return byName(context, from)
  const cameBy = context.env['AWSENV_FROM']
  return (cameBy === undefined ? undefined : await byName(context, cameBy)) ?? (await unnamed(context))
}

/** The profile that would be meant where none is named, if a person signs in to it by a browser. */
export function signedInProfile(context: Context): Profile | undefined {
  const profiles = unnamedProfiles(context).map(name => context.profiles.get(name))
  return profiles.find(profile => profile && isSignedIn(profile))
}

async function unnamed(context: Context): Promise<Source | undefined> {
  const before = environmentBefore(context)
  const profileName = profileIn(before)
  if (profileName !== undefined && profilesWithVault(context).get(profileName) === undefined)
    throw unknownProfile(profileName, context.profiles)
  // One after the other: to look into the vault may be a question.
  const candidates = [
    () => ofEnvironment(context, before),
    () => (profileName === undefined ? undefined : byProfile(context, profileName)),
    // After a profile that somebody has named, and before the one that nobody has: a pod has the variables always.
    () => ofWebIdentity(context, before),
    () => (profileName === 'default' ? undefined : byProfile(context, 'default')),
  ]
  const temporary: KeyedSource[] = []
  for (const candidate of candidates) {
    const source = await candidate()
    if (source === undefined) continue
    if (isKeyed(source) && isTemporary(source.accessKey)) temporary.push(source)
    else return { ...source, notes: [...temporary.map(passedOverNote), ...source.notes] }
  }
  return temporary[0]
}

/** The profile that an environment names. */
export function profileIn(before: Environment): string | undefined {
  return before['AWS_PROFILE'] || before['AWS_DEFAULT_PROFILE'] || undefined
}

function unnamedProfiles(context: Context): readonly string[] {
  return [...new Set([profileIn(environmentBefore(context)) ?? 'default', 'default'])]
}

async function byName(context: Context, name: string): Promise<Source | undefined> {
  return (await byKeyId(context, name)) ?? (await byProfile(context, name)) ?? byPlace(context, name)
}

/** What is no profile has AWS's own word: a value of `credential_source`, or the variable of a web identity. */
function byPlace(context: Context, word: string): Source | undefined {
  const before = environmentBefore(context)
  if (word === environment.name) return ofEnvironment(context, before)
  return word === TOKEN_FILE ? ofWebIdentity(context, before) : ofMetadata(context, word)
}

async function byProfile(context: Context, name: string): Promise<Source | undefined> {
  const profile = profilesWithVault(context).get(name)
  if (profile === undefined) {
    const backup = keyOfBackup(context, name)
    return backup === undefined ? undefined : { ...loose(backup.accessKey, undefined, backup.place), isBackup: true }
  }
  const chain = chainWithVault(context, profile)
  const base = chain.at(-1) as Profile
  const roles = chain.slice(0, -1)
  const sealed = base.role_arn === undefined ? await vaultKey(context, base) : undefined
  if (sealed !== undefined) {
    const { accessKeyId } = sealed.accessKey
    return { ...sealed, roles, cacheKey: accessKeyId, from: name, isBackup: false, notes: [] }
  }
  const provider = providerOf(base)
  if (provider === undefined) return undefined
  // The key is not the profile's: its role too is to be assumed.
  if (base.credential_source === provider.name) {
    const source = isOnDemand(provider)
      ? ofMetadata(context, provider.name)
      : loose(provider.keyOf(context, base), base, 'the environment')
    return source && { ...source, roles: chain, from: name }
  }
  const place = `profile "${base.name}"`
  if (isOnDemand(provider)) {
    return { ...onDemandSource(context, provider, base, `${place} (${provider.name})`), roles, from: name }
  }
  const accessKey = provider.keyOf(context, base)
  const backup = isTemporary(accessKey) ? keyOfBackup(context, base.name) : undefined
  const common = { roles, base, isBackup: false, notes: [] }
  const source = { ...common, accessKey, cacheKey: accessKey.accessKeyId, from: name, place }
  if (backup === undefined) return source
  const { accessKeyId } = backup.accessKey
  const from = roles.length === 0 ? accessKeyId : name
  return { ...source, ...backup, cacheKey: accessKeyId, from, isBackup: true, notes: [passedOverNote(source)] }
}

/** The key as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY give it; region and MFA device are the profile's that the environment names. */
function ofEnvironment(context: Context, before: Environment): KeyedSource | undefined {
  const accessKey = environmentKey(before)
  if (accessKey === undefined) return undefined
  const profile = context.profiles.get(profileIn(before) ?? 'default')
  return loose(accessKey, profile, 'the environment')
}

/** A long-term key by its id, wherever it lies. */
async function byKeyId(context: Context, accessKeyId: string): Promise<Source | undefined> {
  if (!/^A[A-Z0-9]{15,127}$/.test(accessKeyId)) return undefined
  const inEnvironment = ofEnvironment(context, environmentBefore(context))
  if (inEnvironment?.accessKey.accessKeyId === accessKeyId) return inEnvironment
  const name = profileOfKey(context.profiles, accessKeyId)
  if (name !== undefined) return byProfile(context, name)
  const backup = keyOfBackup(context, profileOfKey(context.credentialsBackup, accessKeyId))
  if (backup !== undefined)
    return { ...loose(backup.accessKey, context.profiles.get(backup.name), backup.place), isBackup: true }
  const entry = await entryOfKey(context, accessKeyId)
  return entry === undefined ? undefined : byProfile(context, entry)
}

/** A key that is no profile's, with what a profile says about its use. */
function loose(accessKey: SigningKey, profile: Profile | undefined, place: string): KeyedSource {
  const { mfa_serial, mfa_process, region } = profile ?? {}
  const keys = { ...(mfa_serial && { mfa_serial }), ...(mfa_process && { mfa_process }), ...(region && { region }) }
  const base = adHocProfile(accessKey.accessKeyId, keys)
  const { accessKeyId } = accessKey
  return { roles: [], base, accessKey, cacheKey: accessKeyId, from: accessKeyId, place, isBackup: false, notes: [] }
}

function passedOverNote({ accessKey, place }: Pick<KeyedSource, 'accessKey' | 'place'>): string {
  return `the key ${shownAccessKeyId(accessKey)} of ${place} is temporary, and can't log in`
}

function nothingFound(context: Context): AwsenvError {
  const signedIn = signedInProfile(context)
  if (signedIn !== undefined) return noKey(signedIn)
  return new AwsenvError('no access key was found to start from', {
    hint: `put one into awsenv's vault (awsenv keys add), name the profile that has it by --from PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; looked at the environment, at the vault, and for ${unnamedProfiles(
      context,
    )
      .map(name => `[${name}]`)
      .join(' and ')} in ${lookedAt(context.profiles)}`,
  })
}
