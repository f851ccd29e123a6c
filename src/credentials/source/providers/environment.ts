/** `credential_source = Environment`: AWS_ACCESS_KEY_ID and the like, as they were before awsenv. */

import { AwsenvError } from '../../../errors.ts'
import { checkWholeKey, environmentKey } from '../../environment/access-key.ts'
import type { KeyAtHand } from './provider.ts'

export const environment: KeyAtHand = {
  name: 'Environment',
  keyOf(context, profile) {
    const accessKey = environmentKey(context.environmentBefore)
    if (accessKey !== undefined) return accessKey
    checkWholeKey(context.environmentBefore)
    throw new AwsenvError(
      `profile "${profile.name}" takes its key from the environment (credential_source), but the environment has none`,
      { hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY' },
    )
  },
}
