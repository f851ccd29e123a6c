/**
 * The shell files in the binary: the hooks from shell/, and the built completions. The build replaces
 * this file with the binary's own assets.
 */
import { existsSync, readFileSync } from 'node:fs'

const FOLDERS = [new URL('../../shell/', import.meta.url), new URL('../../dist/shell/', import.meta.url)]

export function readAsset(name: string): string {
  const file = FOLDERS.map(folder => new URL(name, folder)).find(candidate => existsSync(candidate))
  if (file === undefined) throw new Error(`dist/shell/${name} is missing: npm run build`)
  return readFileSync(file, 'utf8')
}
