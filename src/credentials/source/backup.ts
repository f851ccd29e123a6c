import type { Context } from '../../context/context.ts'
import { type AccessKey, isTemporary } from '../../model/credentials.ts'
import { accessKeyOf } from '../../profiles/profile.ts'
import type { Profiles } from '../../profiles/profiles.ts'

/** The long-term key of a profile in credentials.bk, a copy that people keep beside the credentials file. */
export function keyOfBackup(
  context: Context,
  name: string | undefined,
): { name: string; accessKey: AccessKey; place: string } | undefined {
  const profile = name === undefined ? undefined : context.credentialsBackup?.get(name)
  const accessKey = profile === undefined ? undefined : accessKeyOf(profile)
  if (name === undefined || accessKey === undefined || isTemporary(accessKey)) return undefined
  const path = context.credentialsBackup?.files.find(({ found }) => found)?.path
  return { name, accessKey, place: `[${name}] in "${path}"` }
}

/** The profile that has the access key with this id. */
export function profileOfKey(profiles: Profiles | undefined, accessKeyId: string): string | undefined {
  return profiles?.names().find(name => profiles.get(name)?.aws_access_key_id === accessKeyId)
}
