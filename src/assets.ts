/** The files in shell/. The build puts the binary's own assets in the place of this file. */
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../shell/', import.meta.url)

export function assetNames(): readonly string[] {
  return readdirSync(folder)
}

export function readAsset(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}
