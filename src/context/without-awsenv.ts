import { changed, OWN_VARIABLES, removing } from '../model/environment.ts'
import type { KeyVault } from '../vault/keys/key-vault.ts'
import type { Context } from './context.ts'
import { withReplaced } from './unattended.ts'

/**
 * The context as AWS's own tools have it: they know neither awsenv's key vault, nor the copy of the
 * credentials file, nor this shell's state before awsenv.
 */
export function withoutAwsenv(context: Context): Context {
  const { keys } = context
  const noKeys: KeyVault = {
    store: () => undefined,
    path: keys.path,
    names: () => [],
    list: async () => new Map(),
    get: async () => undefined,
    put: (...call) => keys.put(...call),
    remove: (...call) => keys.remove(...call),
    unattended: () => noKeys,
  }
  const env = changed(context.env, removing(OWN_VARIABLES))
  const before = { restore: undefined, wayBack: { change: {}, notes: [] }, environmentBefore: env }
  return withReplaced(context, { env, ...before, keys: noKeys, credentialsBackup: undefined })
}
