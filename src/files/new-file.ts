/**
 * A new file, whole before it gets its name: what an atomic write is made of. A durable one is on the disk before, which
 * takes milliseconds: whatever happens to this process, the others are whole too, but a power failure may empty them.
 */
import { closeSync, constants, fchmodSync, fsyncSync, openSync, writeSync } from 'node:fs'

/** By default, only its owner can read it. */
export function writeNewFile(path: string, bytes: Uint8Array, { mode = 0o600, isDurable = true } = {}): void {
  // 'wx' never opens an existing name: a link, a pipe, a file that another process has open.
  const file = openSync(path, 'wx', 0o600)
  try {
    // A umask removes bits, even the owner's.
    fchmodSync(file, mode)
    // A write to a nearly full disk may be short, without an error.
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    if (isDurable) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Puts the names in a directory on the disk. Windows can't open a directory, and doesn't need to. */
export function syncDirectory(path: string): void {
  if (constants.O_DIRECTORY === undefined) return
  const directory = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
