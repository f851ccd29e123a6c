/** Where the vaults lie (XDG Base Directory Specification); a relative path in a variable is to be ignored. */
import { join } from 'node:path'
import type { Environment } from '../model/environment.ts'

/** Sessions are state: worth keeping from one run to the next, and no loss. */
export function stateDirectory(env: Environment, home: string): string {
  const state = env['XDG_STATE_HOME']
  return join(state?.startsWith('/') ? state : join(home, '.local', 'state'), 'awsenv')
}

/**
 * Keys are data: to be kept, and worth a backup. In a folder of their own, which nobody else may look into; the hooks'
 * files lie beside it.
 */
export function keysDirectory(env: Environment, home: string): string {
  const data = env['XDG_DATA_HOME']
  return join(data?.startsWith('/') ? data : join(home, '.local', 'share'), 'awsenv', 'vault')
}
