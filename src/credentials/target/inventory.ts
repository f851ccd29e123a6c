/** All aliases, profiles and cached sessions. Asks nobody and runs nothing. */

import type { Context } from '../../context/context.ts'
import { accountAndRole, parsePrincipalArn, permissionSetIn } from '../../model/arn.ts'
import { aliasNamed, type Settings } from '../../settings/settings.ts'
import { isRotationName } from '../../vault/keys/entry-names.ts'
import type { Entry } from '../../vault/payload.ts'
import { entryNamed } from '../../vault/sessions/entries.ts'
import { type AssignedPlace, listedPlaces } from './assigned-account.ts'
import { type ProfileEntries, type ProfileEntry, placeOf, type RolePlace } from './profile-entries.ts'

/**
 * A name that a person may use; `key` is one that only the key vault has, and `assigned` an account of IAM Identity Center
 * with one of its roles. `by` says where its credentials come from, in the words of the files.
 */
export type Named = {
  readonly kind: 'alias' | 'profile' | 'key' | 'assigned'
  readonly name: string
  readonly role?: RolePlace | undefined
  readonly by: string
}

/** A cached session; its arn is that of the role or of the logged-in user. */
export type CachedSession = {
  readonly kind: 'role' | 'login'
  readonly arn: string
  readonly accountId: string
  /** The name of the role, with its path, or of the user. */
  readonly name: string
  /** What IAM Identity Center calls the role. */
  readonly permissionSet?: string | undefined
  /** In epoch seconds: its start and its end. */
  readonly since: number
  readonly expiration: number
}

/** Aliases, then profiles in the order of the files, the vault's other keys, and what IAM Identity Center gives beside them. */
export function namesOf(context: Context, settings: Settings, { entries, signsIn }: ProfileEntries): readonly Named[] {
  const stored = storedKeyNames(context)
  const byName = new Map(entries.map(entry => [entry.name, entry]))
  const aliases = Object.keys(settings.aliases).map(name => aliasOf(byName, settings, name))
  const ofVault = stored.filter(name => !byName.has(name))
  const keys = ofVault.map(name => ({ kind: 'key' as const, name, by: IN_VAULT }))
  const known = entries.map(({ name, role, hasRole, by }) => {
    const isStored = !hasRole && stored.includes(name)
    return { kind: 'profile' as const, name, role, by: isStored ? IN_VAULT : by }
  })
  const inFiles: readonly Named[] = [...aliases, ...known, ...keys]
  const assigned = signsIn ? listedPlaces(context).flatMap(assignedEntries) : []
  if (assigned.length === 0) return inFiles
  const isNamed = new Set(inFiles.map(({ role }) => role && `${role.accountId} ${role.roleName}`))
  return [
    ...inFiles,
    ...assigned.filter(({ role: { accountId, roleName } }) => !isNamed.has(`${accountId} ${roleName}`)),
  ]
}

function assignedEntries({ session, account: { accountId, accountName, roles = [] } }: AssignedPlace) {
  const by = session.name === undefined ? 'IAM Identity Center' : `sso-session ${session.name}`
  return roles.map(roleName => ({ kind: 'assigned' as const, name: accountName, role: { accountId, roleName }, by }))
}

/** The names of the keys in the vault. They are in clear, so nobody is asked. */
export function storedKeyNames({ keys }: Context): readonly string[] {
  return keys.names().filter(name => !isRotationName(name))
}

/** Newest first. */
export function cachedSessions(context: Context): readonly CachedSession[] {
  const sessions = [...context.vault.list()].flatMap(([name, entry]) => sessionIn(name, entry) ?? [])
  return sessions.sort((a, b) => b.since - a.since)
}

/** The role's session that lasts longest. For an alias without an ARN, in any partition. */
export function sessionOf(role: RolePlace | undefined, sessions: readonly CachedSession[]): CachedSession | undefined {
  if (role === undefined || sessions.length === 0) return undefined
  return sessions
    .filter(({ kind, accountId }) => kind === 'role' && accountId === role.accountId)
    .filter(({ name, permissionSet }) => name === role.roleName || permissionSet === role.roleName)
    .filter(({ arn }) => role.roleArn === undefined || arn === role.roleArn)
    .reduce<CachedSession | undefined>(
      (best, one) => (best && best.expiration >= one.expiration ? best : one),
      undefined,
    )
}

function aliasOf(profiles: ReadonlyMap<string, ProfileEntry>, settings: Settings, name: string): Named {
  const { role = '' } = aliasNamed(settings, name) ?? {}
  const [accountId = '', roleName] = accountAndRole(role) ?? []
  if (roleName !== undefined) return { kind: 'alias', name, role: { accountId, roleName }, by: 'alias' }
  if (role.startsWith('arn:')) return { kind: 'alias', name, role: placeOf(role), by: 'alias' }
  const profile = profiles.get(role)
  return { kind: 'alias', name, role: profile?.hasRole ? profile.role : undefined, by: `alias of ${role}` }
}

const IN_VAULT = "awsenv's vault"

/** The rest of an entry is secret and is left out. */
function sessionIn(name: string, { value, expires }: Entry): CachedSession | undefined {
  const { arn, roleArn, since } = Object(value) as { arn?: unknown; roleArn?: unknown; since?: unknown }
  if (typeof since !== 'number') return undefined
  const kind = entryNamed(name)?.kind
  const times = { since, expiration: expires }
  if (kind === 'role' && typeof roleArn === 'string') {
    const place = placeOf(roleArn)
    const permissionSet = permissionSetIn(roleArn)
    return place && { kind, arn: roleArn, accountId: place.accountId, name: place.roleName, permissionSet, ...times }
  }
  if (kind !== 'login' || typeof arn !== 'string') return undefined
  const user = parsePrincipalArn(arn)
  return user && { kind: 'login', arn, accountId: user.accountId, name: user.name, ...times }
}
