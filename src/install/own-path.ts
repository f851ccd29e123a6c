import { realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Context } from '../context/context.ts'

/**
 * The path of awsenv for a file that outlives this version: what PATH has of its name, where that leads to this binary;
 * a package manager moves the link there, and removes the folder of the version behind it.
 */
export function ownPath({ env, executable, isWindows }: Context): string {
  const itself = realpathOf(executable)
  const name = isWindows ? 'awsenv.exe' : 'awsenv'
  const places = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return places.map(place => join(place, name)).find(path => realpathOf(path) === itself) ?? executable
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
