import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** All files below a folder, as paths in it, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !lstatSync(join(folder, name)).isDirectory())
    .sort()
}
