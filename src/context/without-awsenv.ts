import type { Context } from './context.ts'
import { withReplaced } from './unattended.ts'

/** The context as AWS's own tools would have it: they know neither awsenv's vault of keys nor the copy of the credentials file. */
export function withoutAwsenv(context: Context): Context {
  const { keys } = context
  const noKeys = Object.create(keys, {
    names: { value: () => [] },
    list: { value: async () => new Map() },
    get: { value: async () => undefined },
  })
  return withReplaced(context, { keys: noKeys, credentialsBackup: undefined })
}
