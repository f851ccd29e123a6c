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

/**
 * Where what lives no longer than a login may lie, the first choice first: XDG_RUNTIME_DIR, and where systemd has it.
 * cron, a service and some SSH servers don't set the variable, and the desktop's sessions are there all the same.
 * Nothing is said of whether they are there, or ours. `users` is /run/user.
 */
export function runtimeDirectories(env: Environment, uid: number | undefined, users = '/run/user'): readonly string[] {
  const named = env['XDG_RUNTIME_DIR']
  const usual = uid === undefined ? [] : [join(users, String(uid))]
  return [...new Set([...(named?.startsWith('/') ? [named] : []), ...usual])]
}
