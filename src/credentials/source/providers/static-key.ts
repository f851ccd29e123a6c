/** `aws_access_key_id` and `aws_secret_access_key` of a profile. */

import type { AccessKey } from '../../../model/credentials.ts'
import { accessKeyOf } from '../../../profiles/profile.ts'
import type { KeyAtHand } from './provider.ts'

export const staticKey: KeyAtHand = {
  name: 'aws_access_key_id',
  // Half a key is one that its use refuses.
  matches: profile => (profile.aws_access_key_id ?? profile.aws_secret_access_key) !== undefined,
  keyOf: (_context, profile) => accessKeyOf(profile) as AccessKey,
}
