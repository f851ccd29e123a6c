/** Stands in for src/runtime/assets.ts inside the binary. */
import { getAsset } from 'node:sea'

export function readAsset(name: string): string {
  return getAsset(name, 'utf8')
}
