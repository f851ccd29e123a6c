/**
 * Where AWS's own tools in this shell would take credentials from, in the AWS CLI's order (botocore's
 * create_credential_resolver). Nobody is asked: of a role, a program or a metadata service only the place is known.
 */
import { mayHaveMetadata } from '../../aws/metadata.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import type { AccessKey } from '../../model/credentials.ts'
import type { Environment } from '../../model/environment.ts'
import { Secret } from '../../model/secret.ts'
import { chainOf } from '../../profiles/chain.ts'
import { configPaths } from '../../profiles/files.ts'
import { accessKeyOf, adHocProfile, type Profile, placeOf, profileOf } from '../../profiles/profile.ts'
import type { Profiles } from '../../profiles/profiles.ts'
import { unknownProfile } from '../../profiles/unknown-profile.ts'
import { checkWholeKey } from './access-key.ts'

/** A setting, and where it comes from: the name of a variable, or file and line. */
export type Found<T> = { readonly value: T; readonly origin: string }

/** `method` is the word that `aws configure list` shows. */
export type ToolCredentials = {
  readonly method: Method
  readonly origin: string
  /** Absent if it has to be asked for. */
  readonly accessKey?: AccessKey
  /** The profile that configures where to ask. */
  readonly profile?: Profile
}

export type Method =
  | 'env'
  | 'assume-role'
  | 'assume-role-with-web-identity'
  | 'sso'
  | 'shared-credentials-file'
  | 'login'
  | 'custom-process'
  | 'config-file'
  | 'container-role'
  | 'iam-role'

/** The environment's profile, even if empty: `AWS_PROFILE=` is an error for the AWS CLI. */
export function selectedProfile(env: Environment): Found<string> | undefined {
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    const value = env[name]
    if (value !== undefined) return { value, origin: name }
  }
  return undefined
}

/** A profile as AWS's tools read it, without aws-vault's `include_profile`. */
export function profileForTools(profiles: Profiles, name: string): Profile | undefined {
  const profile = profiles.get(name)
  return profile && profileOf(name, profile.settings)
}

/** Undefined if there are none. @throws AwsenvError if the AWS CLI would fail before it asks anybody. */
export function toolCredentials({
  env,
  home,
  profiles,
}: Pick<Context, 'env' | 'home' | 'profiles'>): ToolCredentials | undefined {
  const selected = selectedProfile(env)
  const profile = profileForTools(profiles, selected?.value ?? 'default')
  if (selected !== undefined && profile === undefined) throw missingProfile(selected, profiles)
  const found = fromEnvironment(env) ?? fromProfile(env, home, profile) ?? fromMachine(env)
  if (found?.method === 'assume-role' && found.profile !== undefined) checkRole(found.profile, home, profiles)
  return found
}

/** @throws AwsenvError if its chain has no end: AWS's tools ignore the source_profile of a profile without a role. */
function checkRole(role: Profile, home: string, profiles: Profiles): void {
  for (const step of chainOf(role, profiles)) {
    const source = step.source_profile === undefined ? undefined : profileForTools(profiles, step.source_profile)
    if (source === undefined || fromProfile({}, home, source) !== undefined) continue
    const place = placeOf(step, 'source_profile')
    throw new AwsenvError(`${place} starts from "${source.name}", where AWS's tools find no credentials`, {
      hint: `a key in awsenv's vault is for awsenv assume ${role.name}, or for a profile that awsenv config add-profile writes`,
    })
  }
}

function fromEnvironment(env: Environment): ToolCredentials | undefined {
  checkWholeKey(env)
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret = '' } = env
  if (!accessKeyId) return undefined
  // The older name beats the newer one, even if it is empty.
  const token = env['AWS_SECURITY_TOKEN'] ?? env['AWS_SESSION_TOKEN']
  const accessKey = {
    accessKeyId,
    secretAccessKey: new Secret(secret),
    ...(token ? { sessionToken: new Secret(token) } : {}),
  }
  return { method: 'env', origin: 'AWS_ACCESS_KEY_ID', accessKey }
}

function fromProfile(env: Environment, home: string, profile: Profile | undefined): ToolCredentials | undefined {
  const by = (method: Method, key: string): ToolCredentials | undefined =>
    profile && { method, origin: `${key} in ${originOf(profile, key)}`, profile }
  const { role_arn, web_identity_token_file, sso_account_id, sso_role_name } = profile ?? {}
  if (role_arn !== undefined && web_identity_token_file === undefined) return by('assume-role', 'role_arn')
  // A pod always has these variables. They beat the profile's own keys of the same kind.
  if (env[TOKEN_FILE]) return ofPod(env, profile)
  if (web_identity_token_file !== undefined) return by('assume-role-with-web-identity', 'web_identity_token_file')
  if (sso_account_id !== undefined) return by('sso', 'sso_account_id')
  if (sso_role_name !== undefined) return by('sso', 'sso_role_name')
  const key = fromKey(profile, configPaths(env, home).credentials)
  if (key?.method === 'shared-credentials-file') return key
  if (profile?.login_session !== undefined) return by('login', 'login_session')
  if (profile?.credential_process !== undefined) return by('custom-process', 'credential_process')
  return key
}

function ofPod(env: Environment, profile: Profile | undefined): ToolCredentials {
  const role_arn = env['AWS_ROLE_ARN'] ?? profile?.role_arn
  const role_session_name = env['AWS_ROLE_SESSION_NAME'] ?? profile?.role_session_name
  if (!role_arn) {
    throw new AwsenvError(`${TOKEN_FILE} is set, but AWS_ROLE_ARN isn't`, {
      hint: `set both, or unset ${TOKEN_FILE}`,
    })
  }
  const keys = {
    web_identity_token_file: env[TOKEN_FILE] ?? '',
    role_arn,
    ...(role_session_name && { role_session_name }),
  }
  return { method: 'assume-role-with-web-identity', origin: TOKEN_FILE, profile: adHocProfile(TOKEN_FILE, keys) }
}

/** Without the id, the AWS CLI sees no key. */
function fromKey(profile: Profile | undefined, credentialsFile: string): ToolCredentials | undefined {
  const origin = profile?.origins.get('aws_access_key_id')
  if (profile?.aws_access_key_id === undefined || origin === undefined) return undefined
  const accessKey = accessKeyOf(profile) as AccessKey
  const method = origin.file === credentialsFile ? 'shared-credentials-file' : 'config-file'
  return { method, origin: placed(origin), accessKey }
}

function fromMachine(env: Environment): ToolCredentials | undefined {
  const uri = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find(name => env[name])
  if (uri !== undefined) return { method: 'container-role', origin: uri }
  return mayHaveMetadata(env) ? { method: 'iam-role', origin: "the EC2 instance's metadata" } : undefined
}

function missingProfile({ value, origin }: Found<string>, profiles: Profiles): AwsenvError {
  if (value !== '') {
    const { message, hint } = unknownProfile(value, profiles)
    return new AwsenvError(`${origin} names a profile that does not exist: ${message}`, {
      hint: `${hint}; AWS's tools fail until ${origin} is set to another or unset`,
    })
  }
  return new AwsenvError(`${origin} is set but empty, which the AWS CLI and boto3 take for the name of a profile`, {
    hint: `unset ${origin}`,
  })
}

export function originOf(profile: Profile, key: string): string {
  const origin = profile.origins.get(key)
  return origin === undefined ? '' : placed(origin)
}

function placed({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}, line ${line}`
}

const TOKEN_FILE = 'AWS_WEB_IDENTITY_TOKEN_FILE'
