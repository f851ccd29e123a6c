/**
 * The files that the binary brings along for the shells: the hooks as they lie in shell/, the completions as the build
 * has made them. The build puts the binary's own assets in the place of this file.
 */
import { existsSync, readFileSync } from 'node:fs'

const FOLDERS = [new URL('../../shell/', import.meta.url), new URL('../../dist/shell/', import.meta.url)]

export function readAsset(name: string): string {
  const file = FOLDERS.map(folder => new URL(name, folder)).find(candidate => existsSync(candidate))
  if (file === undefined) throw new Error(`dist/shell/${name} is missing: npm run build`)
  return readFileSync(file, 'utf8')
}
