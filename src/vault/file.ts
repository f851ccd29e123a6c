/**
 * Files that hold secrets: read only where nobody else can have touched them, written so that a crash at any moment
 * leaves the old content or the new one. `uid` is undefined on Windows, which has neither owners nor modes.
 */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { checkPrivateDirectory, makePrivateDirectory } from './private-directory.ts'
import { systemRefusal, VaultError } from './vault-error.ts'

/** The bytes of a file; undefined where there is none. Throws a VaultError, "unsafe" where others may have a hand in it. */
export function readPrivateFile(path: string, uid: number | undefined): Uint8Array | undefined {
  return readOwnFile(path, uid, () => checkPrivateDirectory(dirname(path), uid))
}

/** The same for a file of the user's own, in whatever directory: what is in the file is nobody else's all the same. */
export function readOwnFile(path: string, uid: number | undefined, checkPlace = () => {}): Uint8Array | undefined {
  const file = opened(path)
  if (file === undefined) return undefined
  try {
    checkPlace()
    checkPrivateFile(path, fstatSync(file), uid)
    return readFileSync(file)
  } catch (error) {
    throw systemRefusal(`can't read "${path}"`, error)
  } finally {
    closeSync(file)
  }
}

/** Replaces a file as a whole, in a directory that is made where missing. Throws a VaultError; the old one stays then. */
export function writePrivateFile(path: string, bytes: Uint8Array, uid: number | undefined): void {
  makePrivateDirectory(dirname(path), uid)
  // in the same directory, since a rename is atomic within a file system only
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  try {
    writeNewFile(temporary, bytes)
    renameSync(temporary, path)
    // Windows can't open a directory
    if (uid !== undefined) syncDirectory(dirname(path))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw systemRefusal(`can't write "${path}"`, error)
  }
}

/** Creates a file that only its owner can read, and has it on the disk when it returns. */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  // 'wx' never opens what somebody else has put there: a link, a pipe, a file that another process has open
  const file = openSync(path, 'wx', 0o600)
  try {
    // a umask takes bits away, even the owner's
    fchmodSync(file, 0o600)
    // a write to a disk that is nearly full may be a short one, without an error
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    // before the rename: else a power failure may leave the new name with an empty file
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Throws an "unsafe" VaultError unless the open file is one that only its owner can have written. */
export function checkPrivateFile(path: string, stats: Stats, uid: number | undefined): void {
  const unsafe = (what: string, hint?: string) => new VaultError('unsafe', `"${path}" ${what}`, { hint })
  if (!stats.isFile()) throw unsafe('is not a file')
  if (stats.size > MAX_SIZE) throw unsafe('is larger than any vault')
  if (uid === undefined) return
  if (stats.uid !== uid) throw unsafe('belongs to another user')
  if ((stats.mode & 0o077) !== 0) throw unsafe('is open to others', `chmod 600 "${path}"`)
  // a second name may lie where others can reach it; none at all is a file that was replaced since it was opened
  if (stats.nlink > 1) throw unsafe('has a second name (a hard link)')
}

/**
 * What is checked is the open file, not its name, which may stand for another one a moment later. O_NOFOLLOW: not
 * through a link; O_NONBLOCK: a pipe that nobody writes to would hold us for ever. (Windows has neither.)
 */
function opened(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // below /dev/null, where a daemon has its home, there is none and can be none
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'ELOOP') throw new VaultError('unsafe', `"${path}" is a symbolic link`)
    throw systemRefusal(`can't open "${path}"`, error)
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** In bytes: 100 times what a busy day of sessions takes. */
export const MAX_SIZE = 8 * 1024 * 1024
