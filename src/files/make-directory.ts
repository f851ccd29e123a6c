import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a directory that only its owner can read, and its parents. @throws the system's error */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    refuseAbove(dirname(path))
    throw error
  }
}

/** Node says ENOENT if a parent can't be written to: this finds the real reason there. */
function refuseAbove(path: string): void {
  if (existsSync(path)) accessSync(path, constants.W_OK | constants.X_OK)
  else if (dirname(path) !== path) refuseAbove(dirname(path))
}
