import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** A directory that only its owner can look into, with those above it, where there is none. @throws the system's error */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    refuseAbove(dirname(path))
    throw error
  }
}

/** Node says ENOENT where a directory above can't be written to: the reason is found there. */
function refuseAbove(path: string): void {
  if (existsSync(path)) accessSync(path, constants.W_OK | constants.X_OK)
  else if (dirname(path) !== path) refuseAbove(dirname(path))
}
