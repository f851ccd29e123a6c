/**
 * What the two shared files have of each profile, as a list needs it. To read thousands of profiles takes longer than all
 * else that a list does: what was read is kept beside the hash of the files that it was read from.
 */
import { hash } from 'node:crypto'
import type { Context } from '../../context/context.ts'
import { ownPath } from '../../files/directories.ts'
import { readBytes, readTextFile } from '../../files/read.ts'
import { writeTextFile } from '../../files/write.ts'
import { parseRoleArn } from '../../model/arn.ts'
import { configPaths } from '../../profiles/files.ts'
import type { Profile } from '../../profiles/profile.ts'

/** A role as a file names it. An alias of account and name has no ARN, since its partition is the key's. */
export type RolePlace = {
  readonly accountId: string
  /** With its path. */
  readonly roleName: string
  readonly roleArn?: string | undefined
}

export type ProfileEntry = {
  readonly name: string
  readonly role: RolePlace | undefined
  /** Whether it has role_arn, even one that names no role. */
  readonly hasRole: boolean
  /** Where its credentials come from, in the words of the files. */
  readonly by: string
}

export type ProfileEntries = {
  readonly entries: readonly ProfileEntry[]
  /** Whether there is anything that a person signs in to by a browser. */
  readonly signsIn: boolean
}

export function profileEntries(context: Context): ProfileEntries {
  const digest = digestOf(context)
  const path = ownPath(context.env, context.home, 'cache', 'profiles.json')
  const kept = digest === undefined ? undefined : keptIn(path, digest)
  if (kept !== undefined) return kept
  const found = entriesOf(context)
  if (digest !== undefined && digest === digestOf(context)) keep(context, path, digest, found)
  return found
}

function entriesOf({ profiles }: Context): ProfileEntries {
  const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const isSignedIn = ({ sso_session, sso_start_url, login_session }: Profile) =>
    (sso_session ?? sso_start_url ?? login_session) !== undefined
  return { entries: all.map(entryOf), signsIn: profiles.ssoSessionNames().length > 0 || all.some(isSignedIn) }
}

function entryOf(profile: Profile): ProfileEntry {
  const { name, role_arn, sso_account_id: accountId, sso_role_name: roleName } = profile
  const role = role_arn === undefined && accountId && roleName ? { accountId, roleName } : placeOf(role_arn)
  return { name, role, hasRole: role_arn !== undefined, by: wayOf(profile) }
}

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
export function placeOf(arn: string | undefined): RolePlace | undefined {
  if (arn === undefined) return undefined
  try {
    const { accountId, path, roleName } = parseRoleArn(arn)
    return { accountId, roleName: path === '' ? roleName : `${path}/${roleName}`, roleArn: arn }
  } catch {
    return undefined
  }
}

/** Undefined for files that are read in no time, or can't be read: whoever reads them says why. */
function digestOf({ env, home, transport }: Context): string | undefined {
  try {
    const { config, credentials } = configPaths(env, home)
    const files = [config, credentials].map(path => readBytes(path) ?? new Uint8Array())
    if (files.every(({ byteLength }) => byteLength < LARGE)) return undefined
    // Another version may see another thing in the same bytes.
    const heads = files.map(({ byteLength }, index) => Buffer.from(`${transport.userAgent} ${index} ${byteLength}\n`))
    return hash('sha256', Buffer.concat(files.flatMap((file, index) => [heads[index] as Buffer, file])), 'hex')
  } catch {
    return undefined
  }
}

function keptIn(path: string, digest: string): ProfileEntries | undefined {
  try {
    const text = readTextFile(path)
    if (!text?.startsWith(`{"digest":"${digest}",`)) return undefined
    const { signsIn, rows } = JSON.parse(text) as { readonly signsIn: boolean; readonly rows: readonly Row[] }
    return { entries: rows.map(fromRow), signsIn }
  } catch {
    return undefined
  }
}

/** Never an error: the next list reads the files again. */
function keep(context: Context, path: string, digest: string, { entries, signsIn }: ProfileEntries): void {
  try {
    writeTextFile(path, readTextFile(path), JSON.stringify({ digest, signsIn, rows: entries.map(toRow) }))
  } catch (error) {
    context.debug(`the list of profiles is not kept: ${(error as Error).message}`)
  }
}

type Row = readonly [name: string, by: string, hasRole: boolean, accountId?: string, roleName?: string, arn?: string]

function toRow({ name, by, hasRole, role }: ProfileEntry): Row {
  if (role === undefined) return [name, by, hasRole]
  const { accountId, roleName, roleArn } = role
  return roleArn === undefined
    ? [name, by, hasRole, accountId, roleName]
    : [name, by, hasRole, accountId, roleName, roleArn]
}

function fromRow([name, by, hasRole, accountId, roleName, roleArn]: Row): ProfileEntry {
  const role = accountId === undefined || roleName === undefined ? undefined : { accountId, roleName, roleArn }
  return { name, role, hasRole, by }
}

/** In bytes: some hundred profiles. */
const LARGE = 32_768
