/** A temporary key in the shared files. Once it has ended, it only stands in the way. */
import { AwsFailure } from '../aws/failure/aws-failure.ts'
import type { Context } from '../context/context.ts'
import { plainKey } from '../credentials/keys/in-files.ts'
import { ownerOf } from '../credentials/source/owner.ts'
import { AwsenvError } from '../errors.ts'
import { changeSharedFile } from '../install/shared-file.ts'
import { type AccessKey, isTemporary, shownAccessKeyId } from '../model/credentials.ts'
import { configPaths } from '../profiles/files.ts'
import { hasKey, withoutKey } from '../profiles/key-lines.ts'
import { accessKeyOf, type Profile } from '../profiles/profile.ts'
import type { Finding } from './finding.ts'

/** Undefined if the profile has no temporary key. */
export function endedSession(context: Context, name: string): Finding | undefined {
  const profile = context.profiles.get(name)
  const origin = profile?.origins.get('aws_access_key_id')
  if (profile === undefined || origin === undefined || profile.aws_secret_access_key === undefined) return undefined
  const key = accessKeyOf(profile)
  if (key === undefined || !isTemporary(key)) return undefined
  const { file, line } = origin
  return {
    what: `the session ${shownAccessKeyId(key)} of [${name}] in "${file}", line ${line}`,
    plan: 'remove it if AWS says that it has ended',
    async take({ isOffline }) {
      if (isOffline) return context.say(`only AWS knows whether the session of [${name}] has ended: it stays`)
      if (!(await hasEnded(context, profile, key)))
        return context.say(`the session of [${name}] in "${file}" is still valid: it stays`)
      const kind = file === configPaths(context.env, context.home).config ? 'config' : 'credentials'
      await changeSharedFile(context, file, bytes => {
        if (hasKey(bytes, { file, kind, name }, plainKey(key)))
          return withoutKey(bytes, { file, kind, name }, plainKey(key))
        throw new AwsenvError(`"${file}" has changed meanwhile: [${name}] no longer has that session`)
      })
      context.say(`"${file}" no longer has the session of [${name}], which had ended`)
    },
  }
}

async function hasEnded(context: Context, profile: Profile, key: AccessKey): Promise<boolean> {
  try {
    await ownerOf(context, key, profile)
    return false
  } catch (error) {
    if (error instanceof AwsFailure && /^ExpiredToken/.test((error.cause as Error | undefined)?.name ?? '')) return true
    throw error
  }
}
