/** The source of a name: a profile, the id of an access key, or AWS's word for a place that gives credentials. */

import { NETWORK_KEYS } from '../../aws/client/network.ts'
import type { Context } from '../../context/context.ts'
import { isTemporary, type SigningKey, shownAccessKeyId } from '../../model/credentials.ts'
import type { Environment } from '../../model/environment.ts'
import { adHocProfile, type Profile } from '../../profiles/profile.ts'
import { withVaultKeys } from '../../profiles/with-vault-keys.ts'
import { environmentKey } from '../environment/access-key.ts'
import { keyOfBackup, profileOfKey } from './backup.ts'
import { metadataSource, onDemandSource, TOKEN_FILE, webIdentitySource } from './on-demand.ts'
import { environment } from './providers/environment.ts'
import { providerOf } from './providers/index.ts'
import type { KeyedSource, Source } from './source.ts'
import { chainAmong, entryOfKey, vaultKey } from './vault-entry.ts'

/** Undefined if the name has no key. */
export async function sourceNamed(context: Context, name: string): Promise<Source | undefined> {
  return (await sourceOfKeyId(context, name)) ?? (await sourceOfProfile(context, name)) ?? sourceOfPlace(context, name)
}

/** A source that is not a profile is named by AWS's word: a value of `credential_source`, or the variable of a web identity. */
function sourceOfPlace(context: Context, word: string): Source | undefined {
  const before = context.environmentBefore
  if (word === environment.name) return sourceOfEnvironment(context, before)
  return word === TOKEN_FILE ? webIdentitySource(context, before) : metadataSource(context, word)
}

export async function sourceOfProfile(context: Context, name: string): Promise<Source | undefined> {
  const stored = context.keys.names()
  const profiles = withVaultKeys(context.profiles, stored)
  const profile = profiles.get(name)
  if (profile === undefined) {
    const backup = keyOfBackup(context, name)
    return backup === undefined
      ? undefined
      : { ...keySource(backup.accessKey, undefined, backup.place), isBackup: true }
  }
  const chain = chainAmong(profiles, profile, stored)
  const base = chain.at(-1) as Profile
  const roles = chain.slice(0, -1)
  const isStored = base.role_arn === undefined && stored.includes(base.name)
  const sealed = isStored ? await vaultKey(context, base) : undefined
  if (sealed !== undefined) {
    const { accessKeyId } = sealed.accessKey
    return { ...sealed, roles, cacheKey: accessKeyId, from: name, isBackup: false, notes: [] }
  }
  const provider = providerOf(base)
  if (provider === undefined) return undefined
  // Not the profile's key: the profile's role is assumed too.
  if (base.credential_source === provider.name) {
    const source =
      'provide' in provider
        ? metadataSource(context, provider.name)
        : keySource(provider.keyOf(context, base), base, 'the environment')
    return source && { ...source, roles: chain, from: name }
  }
  const place = `profile "${base.name}"`
  if ('provide' in provider) {
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

/** The key of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Region and MFA device come from the environment's profile. */
export function sourceOfEnvironment(context: Context, before: Environment): KeyedSource | undefined {
  const accessKey = environmentKey(before)
  if (accessKey === undefined) return undefined
  const profile = context.profiles.get(profileIn(before) ?? 'default')
  return keySource(accessKey, profile, 'the environment')
}

/** The profile that an environment names. */
export function profileIn(before: Environment): string | undefined {
  return before['AWS_PROFILE'] || before['AWS_DEFAULT_PROFILE'] || undefined
}

/** A long-term key by its id, in the vault or any file. */
async function sourceOfKeyId(context: Context, accessKeyId: string): Promise<Source | undefined> {
  if (!/^A[A-Z0-9]{15,127}$/.test(accessKeyId)) return undefined
  const inEnvironment = sourceOfEnvironment(context, context.environmentBefore)
  if (inEnvironment?.accessKey.accessKeyId === accessKeyId) return inEnvironment
  const name = profileOfKey(context.profiles, accessKeyId)
  if (name !== undefined) return sourceOfProfile(context, name)
  const backup = keyOfBackup(context, profileOfKey(context.credentialsBackup, accessKeyId))
  if (backup !== undefined)
    return { ...keySource(backup.accessKey, context.profiles.get(backup.name), backup.place), isBackup: true }
  const entry = await entryOfKey(context, accessKeyId)
  return entry === undefined ? undefined : sourceOfProfile(context, entry)
}

/** What a profile says about using a key: its owner's MFA device, and the network. */
const USE_KEYS = ['mfa_serial', 'mfa_process', 'region', ...NETWORK_KEYS] as const

/** A key of no profile, with what a profile says about using it. */
function keySource(accessKey: SigningKey, profile: Profile | undefined, place: string): KeyedSource {
  const keys = Object.fromEntries(USE_KEYS.flatMap(key => (profile?.[key] ? [[key, profile[key]]] : [])))
  const base = adHocProfile(accessKey.accessKeyId, keys)
  const { accessKeyId } = accessKey
  return { roles: [], base, accessKey, cacheKey: accessKeyId, from: accessKeyId, place, isBackup: false, notes: [] }
}

export function passedOverNote({ accessKey, place }: Pick<KeyedSource, 'accessKey' | 'place'>): string {
  return `the key ${shownAccessKeyId(accessKey)} of ${place} is temporary, and can't log in`
}
