/** The access key of an environment. */
import { AwsenvError } from '../../errors.ts'
import type { AccessKey } from '../../model/credentials.ts'
import type { Environment } from '../../model/environment.ts'
import { Secret } from '../../model/secret.ts'

/** @throws AwsenvError for half a key, as the AWS CLI does: another key would be somebody else's. */
export function checkWholeKey({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret }: Environment): void {
  if (!accessKeyId || secret) return
  throw new AwsenvError("AWS_ACCESS_KEY_ID is set in the environment, but AWS_SECRET_ACCESS_KEY isn't", {
    hint: 'set both, or unset AWS_ACCESS_KEY_ID',
  })
}

/** The key of an environment; half a key counts as none. */
export function environmentKey(env: Environment): AccessKey | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env
  if (!accessKeyId || !secretAccessKey) return undefined
  return {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    ...(sessionToken ? { sessionToken: new Secret(sessionToken) } : {}),
  }
}
