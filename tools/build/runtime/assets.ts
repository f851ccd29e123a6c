/** Stands in for src/runtime/assets.ts inside the binary. */
import { getAsset, getAssetKeys } from 'node:sea'

export function assetNames(): readonly string[] {
  return getAssetKeys()
}

export function readAsset(name: string): string {
  return getAsset(name, 'utf8')
}
