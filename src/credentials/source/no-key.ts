import { AwsenvError } from '../../errors.ts'
import type { Profile } from '../../profiles/profile.ts'

/** Whether a person signs in to the profile in a browser (IAM Identity Center, `aws login`). */
export function isSignedIn(profile: Profile): boolean {
  return signInKey(profile) !== undefined
}

/** The error for a profile that awsenv can't start from, with what to do about it. */
export function noKey(profile: Profile): AwsenvError {
  const { name } = profile
  const key = signInKey(profile)
  if (key === undefined) {
    return new AwsenvError(`profile "${name}" has no access key to start from`, {
      hint: 'awsenv starts from aws_access_key_id and aws_secret_access_key, credential_process, credential_source or web_identity_token_file of a profile, or (with --from KEY_ID) from the environment',
    })
  }
  return new AwsenvError(`profile "${name}" signs in with a browser (${key}), which this version of awsenv can't use`, {
    hint: `use the AWS CLI for it: aws ${key === 'login_session' ? 'login' : 'sso login'} --profile ${name}, and start from a profile with credential_process = aws configure export-credentials --profile ${name} --format process`,
  })
}

const SIGN_IN_KEYS = ['sso_session', 'sso_start_url', 'login_session'] as const

function signInKey(profile: Profile): (typeof SIGN_IN_KEYS)[number] | undefined {
  return SIGN_IN_KEYS.find(key => profile[key] !== undefined)
}
