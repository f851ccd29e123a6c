/** The directories of awsenv's own files, by the XDG Base Directory Specification. */
import { join } from 'node:path'
import type { Environment } from '../model/environment.ts'

/** Sessions are state: worth keeping between runs, but no loss. */
export function stateDirectory(env: Environment, home: string): string {
  return ownPath(env, home, 'state')
}

/** Data worth a backup: the user's own copies of the hooks, and the keys below. */
export function dataDirectory(env: Environment, home: string): string {
  return ownPath(env, home, 'data')
}

/** Its own directory, which no one else may read. */
export function keysDirectory(env: Environment, home: string): string {
  return join(dataDirectory(env, home), 'vault')
}

/** The files of names that shells read for completion. */
export function namesDirectory(env: Environment, home: string): string {
  return ownPath(env, home, 'cache', 'completion')
}

/** The accounts that IAM Identity Center gave, one file for each start URL. */
export function accountsDirectory(env: Environment, home: string): string {
  return ownPath(env, home, 'cache', 'accounts')
}

/** A browser's own directories, one for each account, where the settings ask for that. */
export function browserDirectory(env: Environment, home: string): string {
  return join(stateDirectory(env, home), 'browser')
}

/**
 * Candidates for files that last as long as a login, the best first: XDG_RUNTIME_DIR, then systemd's default. cron,
 * services and some SSH servers don't set the variable, yet need the desktop's sessions. Whether the directories exist
 * and are ours isn't checked here. `users` is /run/user.
 */
export function runtimeDirectories(env: Environment, uid: number | undefined, users = '/run/user'): readonly string[] {
  const named = env['XDG_RUNTIME_DIR']
  const usual = uid === undefined ? [] : [join(users, String(uid))]
  return [...new Set([...(named?.startsWith('/') ? [named] : []), ...usual])]
}

/** awsenv's own directory for a kind of files, or what lies there by these names. */
export function ownPath(env: Environment, home: string, kind: Kind, ...names: readonly string[]): string {
  return join(xdgDirectory(env, home, kind), 'awsenv', ...names)
}

/** The directory for a kind of files. A relative path must be ignored: it would mean another folder in each directory. */
export function xdgDirectory(env: Environment, home: string, kind: Kind): string {
  const named = env[`XDG_${kind.toUpperCase()}_HOME`]
  return named?.startsWith('/') ? named : `${home}/${BELOW_HOME[kind]}`
}

const BELOW_HOME = { cache: '.cache', config: '.config', data: '.local/share', state: '.local/state' } as const
type Kind = keyof typeof BELOW_HOME
