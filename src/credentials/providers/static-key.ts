/** `aws_access_key_id` and `aws_secret_access_key` of a profile. */
import { accessKeyOf } from '../../profiles/profile.ts'
import type { AccessKey } from '../credentials.ts'
import type { KeyAtHand } from '../provider.ts'

export const staticKey: KeyAtHand = {
  name: 'aws_access_key_id',
  matches: profile => accessKeyOf(profile) !== undefined,
  keyOf: (_context, profile) => accessKeyOf(profile) as AccessKey,
}
