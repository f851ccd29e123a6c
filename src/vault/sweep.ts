import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Removes the files of a directory with a matching name that nobody has written since `before` (epoch milliseconds). */
export function removeOlder(directory: string, names: RegExp, before: number): void {
  for (const name of readdirSync(directory).filter(name => names.test(name))) {
    const path = join(directory, name)
    // another process may be sweeping too
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats?.isFile() && stats.mtimeMs < before) rmSync(path, { force: true })
  }
}
