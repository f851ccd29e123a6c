/**
 * Where AWS's own tools, started in this shell, would take credentials from, by the AWS CLI's order (botocore's
 * create_credential_resolver). Nobody is asked: a role, a program and a metadata service have a place, and no key yet.
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

/** `method` is the AWS CLI's word, as `aws configure list` shows it. */
export type ToolCredentials = {
  readonly method: Method
  readonly origin: string
  /** Absent where it has to be asked for. */
  readonly accessKey?: AccessKey
  /** The profile that says where to ask. */
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

/** The profile that the environment names, empty or not: `AWS_PROFILE=` is an error for the AWS CLI. */
export function selectedProfile(env: Environment): Found<string> | undefined {
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    const value = env[name]
    if (value !== undefined) return { value, origin: name }
  }
  return undefined
}

/** A profile as AWS's tools read it: without what aws-vault's `include_profile` would add. */
export function profileForTools(profiles: Profiles, name: string): Profile | undefined {
  const profile = profiles.get(name)
  return profile && profileOf(name, profile.settings)
}

/** undefined where there are none. @throws AwsenvError where the AWS CLI ends with an error before it asks anybody. */
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

/** @throws AwsenvError where its chain ends nowhere: a profile without a role is no source because of its source_profile. */
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
  // The older name goes before the newer one, set but empty too.
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
  // A pod has these variables always; they go before what the profile says of the same.
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

/** Without its first half, the AWS CLI does not see a key. */
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
