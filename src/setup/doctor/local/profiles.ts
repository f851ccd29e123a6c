import type { Context } from '../../../context/context.ts'
import { chainWithVault } from '../../../credentials/source/vault-entry.ts'
import { AwsenvError } from '../../../errors.ts'
import { parseRoleArn } from '../../../model/arn.ts'
import { inProfile } from '../../../profiles/in-profile.ts'
import { type Profile, placeOf } from '../../../profiles/profile.ts'
import { type Check, type Finding, failure, words } from '../../finding.ts'

/** Whether every profile leads to a key, and names a role and a device that can exist. */
export const profiles: Check<Context> = {
  name: 'profiles',
  ok: 'every profile leads to its key',
  find(context) {
    const stored = context.keys.names()
    return context.profiles.names().flatMap(name => {
      const profile = context.profiles.get(name)
      return profile === undefined ? [] : [...broken(context, profile, stored), ...strangeDevice(profile)]
    })
  },
}

function broken(context: Context, profile: Profile, stored: readonly string[]): readonly Finding[] {
  try {
    chainWithVault(context, profile, stored)
    if (profile.role_arn !== undefined) inProfile(profile, 'role_arn', parseRoleArn)
    return []
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    return [failure(words`${error.message}`, error.hint ?? '')]
  }
}

/** The two mistakes that AWS answers with "unable to validate MFA code". */
function strangeDevice(profile: Profile): readonly Finding[] {
  const { mfa_serial, aws_account_id } = profile
  if (mfa_serial === undefined) return []
  const [, accountId, kind = ''] = /^arn:[^:]*:iam::(\d{12}):([^/]+)/.exec(mfa_serial) ?? []
  const place = placeOf(profile, 'mfa_serial')
  if (kind === 'user')
    return [
      failure(words`${place} names a user as its MFA device`, `write ${mfa_serial.replace(':user/', ':mfa/')} there`),
    ]
  if (kind === 'u2f' || /:passkey\//.test(mfa_serial))
    return [
      failure(
        words`${place} names a passkey or security key, which gives no code`,
        'enrol an authenticator app, too: awsenv mfa enrol',
      ),
    ]
  if (accountId === undefined || aws_account_id === undefined || accountId === aws_account_id) return []
  return [
    failure(
      words`${place} names an MFA device of another account than aws_account_id`,
      'write a device of the user who owns the key there: awsenv mfa list',
    ),
  ]
}
