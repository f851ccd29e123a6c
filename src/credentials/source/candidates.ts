/** All long-term keys that awsenv could start from, and the accounts they are known to be for. */
import type { Context } from '../../context/context.ts'
import { isTemporary, shownAccessKeyId } from '../../model/credentials.ts'
import { accessKeyOf, adHocProfile, type Profile } from '../../profiles/profile.ts'
import { isRotationName } from '../../vault/keys/entry-names.ts'
import { environmentKey } from '../environment/access-key.ts'
import { knownIdentity } from '../session/identity.ts'
import { stsEndpointOf } from '../session/network.ts'
import { keyOfBackup } from './backup.ts'
import { profileIn } from './named.ts'
import type { Source } from './source.ts'
import { chainWithVault } from './vault-entry.ts'

export type Candidate = {
  /** Absent if the key has to be asked for. */
  readonly accessKeyId?: string | undefined
  /** What finds the key again: its profile's name, or its id. */
  readonly from: string
  /** For messages: `profile "work" (****ABCD)`. */
  readonly place: string
  readonly profile?: Profile | undefined
}

/**
 * Each key once, from the first place that has it. A key of the vault comes before its profile's key. `usual`, the key
 * that would be used without a choice, is always one of them.
 */
export async function candidatesOf(context: Context, usual: Source | undefined): Promise<readonly Candidate[]> {
  const stored = await vaultCandidates(context)
  const { profiles } = context
  const found = [environmentCandidate(context)]
  for (const name of profiles.names()) found.push(stored.get(name) ?? profileCandidate(context, profiles.get(name)))
  const keys = new Map<string | undefined, Candidate>()
  for (const key of [...found, ...stored.values()]) {
    if (key !== undefined && !keys.has(key.accessKeyId)) keys.set(key.accessKeyId, key)
  }
  const known = [...keys.values()]
  return usual === undefined || known.some(key => isKeyOf(usual, key)) ? known : [sourceCandidate(usual), ...known]
}

export function isKeyOf(source: Source, key: Candidate): boolean {
  return 'accessKey' in source ? source.accessKey.accessKeyId === key.accessKeyId : source.from === key.from
}

function sourceCandidate(source: Source): Candidate {
  const { from, place, base } = source
  if ('provider' in source) return { from, place, profile: base }
  const { accessKey } = source
  return { accessKeyId: accessKey.accessKeyId, from, place: `${place} (${shownAccessKeyId(accessKey)})`, profile: base }
}

async function vaultCandidates(context: Context): Promise<ReadonlyMap<string, Candidate>> {
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

/** The keys for an account: their own account, or one in which a profile's role starts from them. */
export function candidatesForAccount(
  context: Context,
  keys: readonly Candidate[],
  accountId: string,
): readonly Candidate[] {
  const stored = context.keys.names()
  const bases = basesOf(context, accountId, stored)
  const names = new Set(bases.map(({ name }) => name))
  const ofFiles = bases.filter(({ name }) => !stored.includes(name))
  const ids = new Set(ofFiles.flatMap(base => longTermKey(context, base)?.accessKey.accessKeyId ?? []))
  return keys.filter(key => {
    if (ownAccount(context, key) === accountId) return true
    const { accessKeyId, profile } = key
    return (profile !== undefined && names.has(profile.name)) || (accessKeyId !== undefined && ids.has(accessKeyId))
  })
}

/** The sources of an account's roles, as far as the profiles tell. */
function basesOf(context: Context, accountId: string, stored: readonly string[]): readonly Profile[] {
  const { profiles } = context
  const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
  return all
    .filter(({ role_arn }) => role_arn?.split(':')[4] === accountId)
    .flatMap(profile => {
      try {
        return chainWithVault(context, profile, stored).at(-1) ?? []
      } catch {
        return [] // What is wrong with it is told to whoever asks for it.
      }
    })
}

/** The account of its owner, if known without a request. */
export function ownAccount(context: Context, { accessKeyId, profile }: Candidate): string | undefined {
  const { aws_account_id, mfa_serial } = profile ?? {}
  const ofDevice = mfa_serial?.match(/^arn:[^:]*:iam::(\d{12}):/)?.[1]
  return knownAccount(context, accessKeyId, profile) ?? aws_account_id ?? ofDevice
}

/** As GetCallerIdentity said, at the STS of this key. */
function knownAccount(context: Context, accessKeyId: string | undefined, profile: Profile | undefined) {
  if (accessKeyId === undefined) return undefined
  const itself = profile ?? context.profiles.get(profileIn(context.environmentBefore) ?? 'default')
  try {
    return knownIdentity(context, { accessKeyId }, stsEndpointOf(context, itself ? [itself] : []))?.accountId
  } catch {
    return undefined // What is wrong with its endpoint is told to whoever starts from it.
  }
}

function environmentCandidate(context: Context): Candidate | undefined {
  const accessKey = environmentKey(context.environmentBefore)
  if (accessKey === undefined || isTemporary(accessKey)) return undefined
  const { accessKeyId } = accessKey
  return { accessKeyId, from: accessKeyId, place: `the environment (${shownAccessKeyId(accessKey)})` }
}

function profileCandidate(context: Context, profile: Profile | undefined): Candidate | undefined {
  const longTerm = profile && longTermKey(context, profile)
  if (profile === undefined || longTerm === undefined) return undefined
  const { accessKey, place, isBackup } = longTerm
  const { accessKeyId } = accessKey
  const shown = `${place} (${shownAccessKeyId(accessKey)})`
  const from = isBackup ? accessKeyId : fromOf(profile, accessKeyId)
  return { accessKeyId, from, place: shown, profile }
}

/** The long-term key of a profile, or of credentials.bk if the profile has a temporary one. */
function longTermKey(context: Context, profile: Profile) {
  // Half a key is an error only for whoever needs it.
  if (profile.aws_access_key_id === undefined || profile.aws_secret_access_key === undefined) return undefined
  const accessKey = accessKeyOf(profile)
  if (accessKey === undefined) return undefined
  if (!isTemporary(accessKey)) return { accessKey, place: `profile "${profile.name}"`, isBackup: false }
  const backup = keyOfBackup(context, profile.name)
  return backup && { ...backup, isBackup: true }
}

/** As a source, a profile with a role means that role. Its key is found by the key's id. */
function fromOf({ name, role_arn }: Profile, accessKeyId: string): string {
  return role_arn === undefined ? name : accessKeyId
}
