/** The XDG Base Directory Specification, for all paths of awsenv's own files. Pure. */
import type { Environment } from './environment.ts'

/** The directory for a kind of files. A relative path must be ignored: it would mean another folder in each directory. */
export function xdgDirectory(env: Environment, home: string, kind: keyof typeof BELOW_HOME): string {
  const named = env[`XDG_${kind.toUpperCase()}_HOME`]
  return named?.startsWith('/') ? named : `${home}/${BELOW_HOME[kind]}`
}

const BELOW_HOME = { cache: '.cache', config: '.config', data: '.local/share', state: '.local/state' } as const
