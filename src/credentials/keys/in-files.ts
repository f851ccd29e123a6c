/** The long-term key of a profile where it lies in plain text: in the shared files, or in the copy that people keep. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { type AccessKey, isTemporary, shownAccessKeyId } from '../../model/credentials.ts'
import { configPaths } from '../../profiles/files.ts'
import type { Place } from '../../profiles/key-lines.ts'
import { accessKeyOf } from '../../profiles/profile.ts'
import { unknownProfile } from '../../profiles/unknown-profile.ts'
import { keyOfBackup } from '../source/backup.ts'

export type KeyInFiles = {
  readonly accessKey: AccessKey
  readonly mfa_serial: string | undefined
  /** Every place of the profile that has this key. */
  readonly places: readonly Place[]
  /** Where a line of awsenv's is to stand, so that other programs have a session instead. */
  readonly servedAt: Place
}

/** @throws AwsenvError where the profile has none, with what it has instead. */
export function keyInFiles(context: Context, name: string): KeyInFiles {
  const { profiles, credentialsBackup } = context
  const { config, credentials } = configPaths(context.env, context.home)
  const profile = profiles.get(name)
  const own = profile && accessKeyOf(profile)
  const backup = keyOfBackup(context, name)
  const accessKey = own !== undefined && !isTemporary(own) ? own : backup?.accessKey
  if (accessKey === undefined) throw noLongTermKey(context, name, own)
  const place = (file: string): Place => ({ file, kind: file === config ? 'config' : 'credentials', name })
  const isSame = (one: AccessKey | undefined) => one?.accessKeyId === accessKey.accessKeyId
  const file = isSame(own) ? profile?.origins.get('aws_access_key_id')?.file : undefined
  const copy = isSame(backup?.accessKey)
    ? credentialsBackup?.get(name)?.origins.get('aws_access_key_id')?.file
    : undefined
  const files = [file, copy].filter(path => path !== undefined)
  return {
    accessKey,
    mfa_serial: profile?.mfa_serial,
    places: files.map(place),
    servedAt: place(file ?? credentials),
  }
}

/** The profiles that have one. */
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
