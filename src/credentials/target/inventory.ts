/** What there is to be named, and what is remembered: aliases, profiles, cached sessions. Asks nobody and runs nothing. */

import type { Context } from '../../context/context.ts'
import { accountAndRole, parsePrincipalArn, parseRoleArn } from '../../model/arn.ts'
import type { Profile } from '../../profiles/profile.ts'
import { aliasNamed, type Settings } from '../../settings/settings.ts'
import { isRotationName } from '../../vault/keys/entry-names.ts'
import { entryNamed } from '../../vault/sessions/entries.ts'
import type { Entry } from '../../vault/sessions/session-vault.ts'

/** A role, as far as a file tells: an alias by account and name has no ARN, since its partition is the key's. */
export type RolePlace = {
  readonly accountId: string
  /** With the path before it. */
  readonly roleName: string
  readonly roleArn?: string | undefined
}

/** A name that a person may use; `key` is one that only the vault of the keys knows. `by` says where its credentials come from, in the words of the files. */
export type Named = {
  readonly kind: 'alias' | 'profile' | 'key'
  readonly name: string
  readonly role?: RolePlace | undefined
  readonly by: string
}

/** A session that the vault holds; its arn is the role's, or that of the user who has logged in. */
export type CachedSession = {
  readonly kind: 'role' | 'login'
  readonly arn: string
  readonly accountId: string
  /** Of the role, with its path, or of the user. */
  readonly name: string
  /** In epoch seconds: when it began, and when it ends. */
  readonly since: number
  readonly expiration: number
}

/** Aliases first, then profiles, in the order of the files, then the vault's keys that are no profile's. */
export function namesOf(context: Context, settings: Settings): readonly Named[] {
  const { profiles } = context
  const stored = storedKeyNames(context)
  const aliases = Object.keys(settings.aliases).map(name => aliasOf(context, settings, name))
  const known = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const ofVault = stored.filter(name => profiles.get(name) === undefined)
  const keys = ofVault.map(name => ({ kind: 'key' as const, name, by: IN_VAULT }))
  return [...aliases, ...known.map(profile => profileEntry(profile, stored)), ...keys]
}

/** Of the keys in the vault; they stand there in clear, so that nobody is asked. */
export function storedKeyNames({ keys }: Context): readonly string[] {
  return keys.names().filter(name => !isRotationName(name))
}

/** The newest first. */
export function cachedSessions(context: Context): readonly CachedSession[] {
  const sessions = [...context.vault.list()].flatMap(([name, entry]) => sessionIn(name, entry) ?? [])
  return sessions.sort((a, b) => b.since - a.since)
}

/** The session of a role that lasts longest. An alias without an ARN means the role of its account in any partition. */
export function sessionOf(role: RolePlace | undefined, sessions: readonly CachedSession[]): CachedSession | undefined {
  if (role === undefined) return undefined
  return sessions
    .filter(({ kind, accountId, name }) => kind === 'role' && accountId === role.accountId && name === role.roleName)
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

/** The order is that of the AWS CLI. */
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

/** undefined for what is no ARN of a role: a list of what is there is no place to stop at it. */
function placeOf(arn: string | undefined): RolePlace | undefined {
  if (arn === undefined) return undefined
  try {
    const { accountId, path, roleName } = parseRoleArn(arn)
    return { accountId, roleName: path === '' ? roleName : `${path}/${roleName}`, roleArn: arn }
  } catch {
    return undefined
  }
}

/** What else is in an entry is secret, and stays there. */
function sessionIn(name: string, { value, expires }: Entry): CachedSession | undefined {
  const { arn, roleArn, since } = Object(value) as { arn?: unknown; roleArn?: unknown; since?: unknown }
  if (typeof since !== 'number') return undefined
  const kind = entryNamed(name)?.kind
  const times = { since, expiration: expires }
  if (kind === 'role' && typeof roleArn === 'string') {
    const place = placeOf(roleArn)
    return place && { kind: 'role', arn: roleArn, accountId: place.accountId, name: place.roleName, ...times }
  }
  if (kind !== 'login' || typeof arn !== 'string') return undefined
  const user = parsePrincipalArn(arn)
  return user && { kind: 'login', arn, accountId: user.accountId, name: user.name, ...times }
}
