/** The plain-text long-term key of a profile: in the shared files, or in credentials.bk. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { readBytes } from '../../files/read.ts'
import { type AccessKey, isTemporary, shownAccessKeyId } from '../../model/credentials.ts'
import { configPaths } from '../../profiles/files.ts'
import { hasKey, type OtherKey, otherKeys, type Place, type PlainKey } from '../../profiles/key-lines.ts'
import { accessKeyOf } from '../../profiles/profile.ts'
import { unknownProfile } from '../../profiles/unknown-profile.ts'
import { keyOfBackup } from '../source/backup.ts'

export type KeyInFiles = {
  readonly accessKey: AccessKey
  readonly mfa_serial: string | undefined
  /** All places of the profile with this key. */
  readonly places: readonly Place[]
  /** The profile's other long-term keys in these files, which stay. */
  readonly others: readonly (OtherKey & Place)[]
  /** Where awsenv's line goes, which gives other programs a session instead. */
  readonly servedAt: Place
}

/** @throws AwsenvError if the profile has none, with what it has instead. */
export function keyInFiles(context: Context, name: string): KeyInFiles {
  const { profiles, credentialsBackup } = context
  const { config, credentials } = configPaths(context.env, context.home)
  const profile = profiles.get(name)
  const own = profile && accessKeyOf(profile)
  const backup = keyOfBackup(context, name)
  const accessKey = own !== undefined && !isTemporary(own) ? own : backup?.accessKey
  if (accessKey === undefined) throw noLongTermKey(context, name, own)
  const key = plainKey(accessKey)
  const places = [...profiles.files, ...(credentialsBackup?.files ?? [])]
    .filter(({ found }) => found)
    .map(({ path }): Place => ({ file: path, kind: path === config ? 'config' : 'credentials', name }))
  const holding = places.filter(place => hasKey(bytesIn(place), place, key))
  // For programs, the credentials file beats the config file.
  const served = holding.filter(({ file }) => profiles.files.some(({ path }) => path === file)).at(-1)
  return {
    accessKey,
    mfa_serial: profile?.mfa_serial,
    places: holding,
    others: places.flatMap(place => otherKeys(bytesIn(place), place, key).map(other => ({ ...other, ...place }))),
    servedAt: served ?? { file: credentials, kind: 'credentials', name },
  }
}

/** As the file has it. */
export function plainKey({ accessKeyId, secretAccessKey }: AccessKey): PlainKey {
  return { accessKeyId, secretAccessKey: secretAccessKey.reveal() }
}

/** Whether the file still has the key: anybody may have changed it since it was read. */
export function isStillIn(place: Place, key: AccessKey): boolean {
  return hasKey(bytesIn(place), place, plainKey(key))
}

function bytesIn({ file }: Place): Uint8Array {
  return readBytes(file) ?? new Uint8Array()
}

/** The profiles that have such a key. */
export function namesWithKeys(context: Context): readonly string[] {
  const { profiles, credentialsBackup } = context
  const names = [...new Set([...profiles.names(), ...(credentialsBackup?.names() ?? [])])]
  return names.filter(name => {
    const profile = profiles.get(name)
    const own = profile?.aws_access_key_id !== undefined && !isTemporary({ accessKeyId: profile.aws_access_key_id })
    return (own && profile?.aws_session_token === undefined) || keyOfBackup(context, name) !== undefined
  })
}

function noLongTermKey(context: Context, name: string, own: AccessKey | undefined): AwsenvError {
  if (own !== undefined) {
    const hint = 'the vault is for the long-term key of a user (AKIA…); sessions are cached without it'
    return new AwsenvError(`profile "${name}" has a temporary key, ${shownAccessKeyId(own)}, which ends by itself`, {
      hint,
    })
  }
  if (context.keys.names().includes(name)) return new AwsenvError(`the key "${name}" is in awsenv's vault already`)
  if (context.profiles.get(name) === undefined) return unknownProfile(name, context.profiles)
  return new AwsenvError(`profile "${name}" has no access key in ~/.aws`, {
    hint: `to type one in, run: awsenv keys add ${name}`,
  })
}
