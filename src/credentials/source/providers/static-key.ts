/** `aws_access_key_id` and `aws_secret_access_key` of a profile. */

import type { AccessKey } from '../../../model/credentials.ts'
import { accessKeyOf } from '../../../profiles/profile.ts'
import type { KeyAtHand } from './provider.ts'

export const staticKey: KeyAtHand = {
  name: 'aws_access_key_id',
  matches: profile => accessKeyOf(profile) !== undefined,
  keyOf: (_context, profile) => accessKeyOf(profile) as AccessKey,
}
