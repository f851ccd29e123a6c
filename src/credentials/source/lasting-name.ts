import type { Context } from '../../context/context.ts'
import { profileOfKey } from './backup.ts'
import { seekSource } from './find.ts'
import { environment } from './providers/environment.ts'
import type { Source } from './source.ts'
import { entryOfKey } from './vault-entry.ts'

/**
 * A name for a source that outlives its key, since a rotation ends the key's id. Undefined if
 * only the id leads to it.
 */
export async function lastingName(context: Context, source: Source): Promise<string | undefined> {
  if ('provider' in source || source.from !== source.accessKey.accessKeyId) return source.from
  const { accessKeyId } = source.accessKey
  const { profiles, credentialsBackup } = context
  const names = [profileOfKey(profiles, accessKeyId), profileOfKey(credentialsBackup, accessKeyId)]
  for (const name of [...names, await entryOfKey(context, accessKeyId)]) {
    const found = name === undefined ? undefined : await seekSource(context, name)
    if (
      found !== undefined &&
      found.roles.length === 0 &&
      'accessKey' in found &&
      found.accessKey.accessKeyId === accessKeyId
    )
      return name
  }
  return source.place === 'the environment' ? environment.name : undefined
}
