/** The XDG Base Directory Specification, which every path of awsenv's own files goes by. Pure. */
import type { Environment } from './environment.ts'

/** Where a user's files of a kind lie. A relative path is to be ignored: it would be another folder in each directory. */
export function xdgDirectory(env: Environment, home: string, kind: keyof typeof BELOW_HOME): string {
  const named = env[`XDG_${kind.toUpperCase()}_HOME`]
  return named?.startsWith('/') ? named : `${home}/${BELOW_HOME[kind]}`
}

const BELOW_HOME = { cache: '.cache', config: '.config', data: '.local/share', state: '.local/state' } as const
