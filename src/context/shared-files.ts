import { readCredentialsBackup, readProfiles } from '../profiles/files.ts'
import type { Profiles } from '../profiles/profiles.ts'
import type { Context } from './context.ts'
import { withReplaced } from './unattended.ts'

/** The same context with other files than those that the environment names: a path is as it would be there. */
export function withSharedFiles(
  context: Context,
  config: string | undefined,
  credentials: string | undefined,
): Context {
  if (config === undefined && credentials === undefined) return context
  const { home } = context
  const env = {
    ...context.env,
    ...(config !== undefined && { AWS_CONFIG_FILE: config }),
    ...(credentials !== undefined && { AWS_SHARED_CREDENTIALS_FILE: credentials }),
  }
  let profiles: Profiles | undefined
  let backup: { readonly read: Profiles | undefined } | undefined
  return withReplaced(context, {
    env,
    get profiles() {
      profiles ??= readProfiles({ env, home })
      return profiles
    },
    get credentialsBackup() {
      backup ??= { read: readCredentialsBackup({ env, home }) }
      return backup.read
    },
  })
}
