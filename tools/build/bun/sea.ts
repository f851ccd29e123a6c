/** Stands in for node:sea, which Bun lacks: its own way to the files in a binary. */
import { readFileSync } from 'node:fs'

export function getAsset(name: string): string {
  return readFileSync(pathOf(name), 'utf8')
}

export function getRawAsset(name: string): Uint8Array {
  return readFileSync(pathOf(name))
}

/** Bun keeps this folder in memory: no file of the disk can take its place. */
function pathOf(name: string): string {
  return `/$bunfs/root/assets/${name}`
}
