/** Where awsenv's own files lie. */
import { join } from 'node:path'
import type { Environment } from '../model/environment.ts'
import { xdgDirectory } from '../model/xdg.ts'

/** Sessions are state: worth keeping from one run to the next, and no loss. */
export function stateDirectory(env: Environment, home: string): string {
  return join(xdgDirectory(env, home, 'state'), 'awsenv')
}

/** What is to be kept, and worth a backup: the user's own copies of the hooks, and below it the keys. */
export function dataDirectory(env: Environment, home: string): string {
  return join(xdgDirectory(env, home, 'data'), 'awsenv')
}

/** A folder of its own, which nobody else may look into. */
export function keysDirectory(env: Environment, home: string): string {
  return join(dataDirectory(env, home), 'vault')
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
