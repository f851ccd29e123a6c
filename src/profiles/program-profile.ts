/** A config file for one program, whose only profile gets its credentials from a process. Pure. */
import type { Profile, Setting } from './profile.ts'
import type { Profiles } from './profiles.ts'

/** What the person's own profile says beside credentials stays: output, retries, endpoints, `s3 =` and the like. */
export function programProfile(
  profile: Profile | undefined,
  profiles: Profiles,
  { credential_process, region }: { readonly credential_process: string; readonly region: string | undefined },
): string {
  const kept = [...(profile?.settings ?? [])].filter(([key]) => key !== 'region' && !OF_CREDENTIALS.test(key))
  const services = profile?.services === undefined ? undefined : profiles.services(profile.services)
  return [
    '[default]',
    `credential_process = ${credential_process}`,
    ...(region === undefined ? [] : [`region = ${region}`]),
    ...kept.flatMap(lineOf),
    ...(services === undefined ? [] : ['', `[services ${services.name}]`, ...[...services.settings].flatMap(lineOf)]),
    '',
  ].join('\n')
}

/** A value with sub-properties begins with a newline. A secret one is not written anywhere. */
function lineOf([key, { value }]: readonly [string, Setting]): readonly string[] {
  if (typeof value !== 'string' || value === '') return []
  const [first = '', ...more] = value.split('\n')
  return [`${key} =${first === '' ? '' : ` ${first}`}`, ...more.map(line => `  ${line}`)]
}

/** The keys by which a profile gets its credentials: AWS's, aws-vault's, granted's, aws-mfa's and ours. */
const OF_CREDENTIALS =
  /^(?:aws_.*|x_.*|(?:granted_)?sso_.*|role_arn|role_session_name|source_profile|credential_source|credential_process|mfa_.*|external_id|duration_seconds|web_identity_.*|login_session|include_profile|parent_profile|source_identity|session_.*|transitive_session_tags|expiration|assumed_role.*|manager|awsumepy_command)$/
