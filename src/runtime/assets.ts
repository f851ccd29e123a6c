/** The files in shell/. The build puts the binary's own assets in the place of this file. */
import { readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../shell/', import.meta.url)

/** With the name of its folder, for one that lies in a folder. */
export function assetNames(): readonly string[] {
  const root = fileURLToPath(folder)
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files.map(({ parentPath, name }) => relative(root, `${parentPath}/${name}`).replaceAll('\\', '/'))
}

export function readAsset(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}
