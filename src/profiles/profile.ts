import { AwsenvError } from '../errors.ts'
import type { AccessKey } from '../model/credentials.ts'
import type { Secret } from '../model/secret.ts'

/** Where a value is: a path, and a line counted from 1. */
export type Origin = { readonly file: string; readonly line: number }

/** A value from a file. Values that must not be shown are a `Secret`, unless empty. */
export type Setting = Origin & { readonly value: string | Secret }

/**
 * A named profile of the two shared files, merged. Keys have the files' spelling; a missing or empty one is
 * absent. `settings` has every key of the files, known to awsenv or not, empty ones too; `origins` says
 * where each one is, included ones too.
 */
export type Profile = {
  readonly name: string
  readonly settings: ReadonlyMap<string, Setting>
  readonly origins: ReadonlyMap<string, Origin>
} & ProfileKeys

/** The keys that awsenv uses. */
export type ProfileKeys = { readonly [Key in PublicKey]?: string } & {
  readonly [Key in (typeof SECRET)[number]]?: Secret
}

export type PublicKey = (typeof PUBLIC)[number]

const PUBLIC = [
  ...['aws_access_key_id', 'aws_account_id', 'role_arn', 'source_profile', 'credential_source', 'mfa_serial'],
  ...['external_id', 'role_session_name', 'duration_seconds', 'web_identity_token_file'],
  // aws-vault's names for what the AWS CLI can't configure, and two of our own in their manner
  ...['include_profile', 'mfa_process'],
  ...['source_identity', 'session_tags', 'transitive_session_tags', 'session_policy', 'session_policy_arns'],
  ...['credential_process', 'sso_session', 'sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'],
  ...['sso_registration_scopes', 'login_session', 'region', 'endpoint_url', 'services', 'ca_bundle'],
  ...['ignore_configured_endpoint_urls', 'use_fips_endpoint', 'use_dualstack_endpoint'],
  ...['sts_regional_endpoints', 'retry_mode', 'max_attempts'],
] as const
/** The last one is boto's name for a session token, which some tools still write; botocore reads both. */
const SECRET = ['aws_secret_access_key', 'aws_session_token', 'aws_security_token'] as const
const SECRETS: ReadonlySet<string> = new Set<string>(SECRET)
const KNOWN: ReadonlySet<string> = new Set<string>([...PUBLIC, ...SECRET])

/** The ways to a role's credentials; a role has exactly one. */
export const SOURCES = ['source_profile', 'credential_source', 'web_identity_token_file'] as const

/** Makes a profile from its keys in the files. */
export function profileOf(name: string, found: ReadonlyMap<string, Setting>): Profile {
  const known: Record<string, string | Secret> = {}
  for (const [key, { value }] of found) {
    // A Secret under a public key is secret because of its value, and of no use to awsenv.
    const isOfItsKind = typeof value === (SECRETS.has(key) ? 'object' : 'string')
    if (KNOWN.has(key) && value !== '' && isOfItsKind) known[key] = value
  }
  if (found.has('granted_sso_start_url')) Object.assign(known, { ...ofGranted(found), ...known })
  // Not copied for each of 5,000 profiles.
  return { ...(known as ProfileKeys), name, settings: found, origins: found }
}

/** granted's names for the keys of IAM Identity Center, which it hides from the AWS CLI. All of them, or granted itself is run. */
function ofGranted(found: ReadonlyMap<string, Setting>): Readonly<Record<string, string>> {
  const names = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name']
  const keys = names.flatMap(key => {
    const value = found.get(`granted_${key}`)?.value
    return typeof value === 'string' && value !== '' ? [[key, value]] : []
  })
  return found.has('sso_session') || keys.length < names.length ? {} : Object.fromEntries(keys)
}

/** A profile of no file: an account and a role from the command line. */
export function adHocProfile(name: string, keys: ProfileKeys): Profile {
  return { ...keys, name, settings: new Map(), origins: new Map() }
}

/** The profile's own access key, if it has one. Half a key is an error that names the file of the other half. */
export function accessKeyOf(profile: Profile): AccessKey | undefined {
  const { aws_access_key_id, aws_secret_access_key, aws_security_token } = profile
  const { aws_session_token = aws_security_token } = profile
  if (aws_access_key_id === undefined && aws_secret_access_key === undefined) return undefined
  if (aws_access_key_id === undefined) throw halfAKey(profile, 'aws_secret_access_key', 'aws_access_key_id')
  if (aws_secret_access_key === undefined) throw halfAKey(profile, 'aws_access_key_id', 'aws_secret_access_key')
  return {
    accessKeyId: aws_access_key_id,
    secretAccessKey: aws_secret_access_key,
    ...(aws_session_token && { sessionToken: aws_session_token }),
  }
}

/** Whether it is a role that is assumed with a token, and so needs no key. */
export function isWebIdentity({ role_arn, web_identity_token_file }: Profile): boolean {
  return role_arn !== undefined && web_identity_token_file !== undefined
}

/** Whether its credentials come from IAM Identity Center. */
export function isOfIdentityCenter({ sso_session, sso_start_url }: Profile): boolean {
  return sso_session !== undefined || sso_start_url !== undefined
}

/** In words, with the place of a key if a file has it: `profile "work" ("/home/a/.aws/config", line 3)`. */
export function placeOf({ name, origins }: Profile, key: string): string {
  const origin = origins.get(key)
  return `profile "${name}"${origin ? ` ("${origin.file}", line ${origin.line})` : ''}`
}

/** The sub-properties of a value such as `s3 =` or, in a `services` section, `sts =`. Keys are in lower case. */
export function subProperties(value: string): ReadonlyMap<string, string> {
  if (!value.startsWith('\n')) return new Map()
  const pairs = value.slice(1).split('\n')
  return new Map(pairs.map(pair => [nameIn(pair), pair.slice(pair.indexOf('=') + 1).trim()]))
}

function halfAKey(profile: Profile, present: string, missing: string): AwsenvError {
  const origin = profile.origins.get(present)
  const where = origin ? ` in "${origin.file}", line ${origin.line},` : ''
  return new AwsenvError(`profile "${profile.name}" has ${present}${where} but no ${missing}`, {
    hint: `put both into the same file, or remove ${present}`,
  })
}

function nameIn(pair: string): string {
  return pair.slice(0, pair.indexOf('=')).trim().toLowerCase()
}
