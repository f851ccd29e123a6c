/** All aliases, profiles and cached sessions. Asks nobody and runs nothing. */

import type { Context } from '../../context/context.ts'
import { accountAndRole, parsePrincipalArn, parseRoleArn, permissionSetIn } from '../../model/arn.ts'
import type { Profile } from '../../profiles/profile.ts'
import { aliasNamed, type Settings } from '../../settings/settings.ts'
import { isRotationName } from '../../vault/keys/entry-names.ts'
import { entryNamed } from '../../vault/sessions/entries.ts'
import type { Entry } from '../../vault/sessions/session-vault.ts'
import { type AssignedPlace, listedPlaces } from './assigned-account.ts'

/** A role as a file names it. An alias of account and name has no ARN, since its partition is the key's. */
export type RolePlace = {
  readonly accountId: string
  /** With its path. */
  readonly roleName: string
  readonly roleArn?: string | undefined
}

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
export function namesOf(context: Context, settings: Settings): readonly Named[] {
  const { profiles } = context
  const stored = storedKeyNames(context)
  const aliases = Object.keys(settings.aliases).map(name => aliasOf(context, settings, name))
  const known = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const ofVault = stored.filter(name => profiles.get(name) === undefined)
  const keys = ofVault.map(name => ({ kind: 'key' as const, name, by: IN_VAULT }))
  const inFiles: readonly Named[] = [...aliases, ...known.map(profile => profileEntry(profile, stored)), ...keys]
  const assigned = listedPlaces(context).flatMap(assignedEntries)
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

function aliasOf({ profiles }: Context, settings: Settings, name: string): Named {
  const { role = '' } = aliasNamed(settings, name) ?? {}
  const [accountId = '', roleName] = accountAndRole(role) ?? []
  if (roleName !== undefined) return { kind: 'alias', name, role: { accountId, roleName }, by: 'alias' }
  if (role.startsWith('arn:')) return { kind: 'alias', name, role: placeOf(role), by: 'alias' }
  return { kind: 'alias', name, role: placeOf(profiles.get(role)?.role_arn), by: `alias of ${role}` }
}

function profileEntry(profile: Profile, stored: readonly string[]): Named {
  const { name, sso_account_id: accountId, sso_role_name: roleName } = profile
  const role =
    profile.role_arn === undefined && accountId && roleName ? { accountId, roleName } : placeOf(profile.role_arn)
  const isStored = profile.role_arn === undefined && stored.includes(name)
  return { kind: 'profile', name, role, by: isStored ? IN_VAULT : wayOf(profile) }
}

const IN_VAULT = "awsenv's vault"

/** In the AWS CLI's order. */
function wayOf(profile: Profile): string {
  const { role_arn, source_profile, credential_source, sso_session, sso_start_url } = profile
  if (role_arn !== undefined && source_profile !== undefined) return source_profile
  if (role_arn !== undefined && credential_source !== undefined) return credential_source
  if (profile.web_identity_token_file !== undefined) return 'web identity'
  if (sso_session !== undefined) return `sso-session ${sso_session}`
  if (sso_start_url !== undefined) return 'IAM Identity Center'
  if (profile.aws_access_key_id !== undefined) return 'access key'
  if (profile.login_session !== undefined) return 'login_session'
  return profile.credential_process === undefined ? '' : 'credential_process'
}

/** Undefined if it isn't the ARN of a role, which must not stop a list. */
function placeOf(arn: string | undefined): RolePlace | undefined {
  if (arn === undefined) return undefined
  try {
    const { accountId, path, roleName } = parseRoleArn(arn)
    return { accountId, roleName: path === '' ? roleName : `${path}/${roleName}`, roleArn: arn }
  } catch {
    return undefined
  }
}

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
