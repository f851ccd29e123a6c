import { AwsenvError } from '../../errors.ts'
import type { Profile } from '../../profiles/profile.ts'

/** The error for a profile that gives no credentials. */
export function noKey({ name }: Profile): AwsenvError {
  return new AwsenvError(`profile "${name}" has no access key to start from`, {
    hint: 'awsenv starts from aws_access_key_id and aws_secret_access_key, sso_session, login_session, credential_process, credential_source or web_identity_token_file of a profile, or (with --from KEY_ID) from the environment',
  })
}
