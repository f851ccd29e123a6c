/** The profile of ~/.aws/config that goes with the key in the vault. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { changeConfigFile } from '../../install/process-profile.ts'
import { withEntry } from '../../profiles/key-lines.ts'
import type { Profile } from '../../profiles/profile.ts'

/** The entries that the profile lacks. */
export type ProfileEntries = ReadonlyMap<string, string>

/** @throws AwsenvError if the profile is for something else. */
export function missingEntries(
  profile: Profile | undefined,
  name: string,
  wanted: { readonly accountId: string; readonly region: string | undefined },
): ProfileEntries {
  const other = OTHER.find(key => profile?.[key] !== undefined)
  const account = profile?.aws_account_id
  if (other !== undefined || (account !== undefined && account !== wanted.accountId)) {
    throw new AwsenvError(
      `profile "${name}" has ${other === undefined ? `aws_account_id = ${account}` : other}: it is for something else than a new key`,
      { hint: 'choose another name for the profile: --profile NAME' },
    )
  }
  const { accountId, region } = wanted
  return new Map([
    ...(region === undefined || profile?.region !== undefined ? [] : [['region', region] as const]),
    ...(account === undefined ? [['aws_account_id', accountId] as const] : []),
  ])
}

/** Every other byte of the file stays. */
export async function writeEntries(context: Context, name: string, entries: ProfileEntries): Promise<void> {
  const file = await changeConfigFile(context, (bytes, path) =>
    [...entries].reduce(
      (written, [key, value]) => withEntry(written, { file: path, kind: 'config', name }, key, value),
      bytes,
    ),
  )
  if (file !== undefined) context.say(`profile "${name}" is in "${file}"`)
}

/** Each would beat the key in the vault, or not be about a user. */
const OTHER = [
  'role_arn',
  'aws_access_key_id',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'login_session',
] as const
