/**
 * Files with secrets, and directories that nobody else can read or write: a file is read only if nobody else can have
 * touched it, and written so that a crash at any moment leaves the old content or the new one. `uid` is undefined on
 * Windows, which has neither owners nor modes.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, rmSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { makeDirectory } from '../files/make-directory.ts'
import { syncDirectory, writeNewFile } from '../files/new-file.ts'
import { renameFile } from '../files/rename.ts'
import { systemRefusal, VaultError } from './vault-error.ts'

/** The bytes of a file; undefined if there is none. @throws VaultError, "unsafe" if others can change or read it. */
export function readPrivateFile(path: string, uid: number | undefined): Uint8Array | undefined {
  return readOwnFile(path, uid, () => checkPrivateDirectory(dirname(path), uid))
}

/** The same for a file of the user's in any directory: only the file itself must be private. */
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

/** Replaces a file as a whole, and makes its directory if missing. @throws VaultError; then the old file stays. */
export function writePrivateFile(path: string, bytes: Uint8Array, uid: number | undefined, isDurable = true): void {
  makePrivateDirectory(dirname(path), uid)
  // in the same directory: a rename is atomic only within a file system
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  try {
    writeNewFile(temporary, bytes, { isDurable })
    renameFile(temporary, path)
    if (isDurable) syncDirectory(dirname(path))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw systemRefusal(`can't write "${path}"`, error)
  }
}

/** @throws VaultError, "unsafe", unless only its owner can have written the open file. */
export function checkPrivateFile(path: string, stats: Stats, uid: number | undefined): void {
  const unsafe = (what: string, hint?: string) => new VaultError('unsafe', `"${path}" ${what}`, { hint })
  if (!stats.isFile()) throw unsafe('is not a file')
  if (stats.size > MAX_SIZE) throw unsafe('is larger than any vault')
  if (uid === undefined) return
  if (stats.uid !== uid) throw unsafe('belongs to another user')
  if ((stats.mode & 0o077) !== 0) throw unsafe('is open to others', `chmod 600 "${path}"`)
  // a second name may be where others reach it; a file without a name was replaced since it was opened
  if (stats.nlink > 1) throw unsafe('has a second name (a hard link)')
}

/** Makes the directory and its parents if missing, with mode 0700. An existing one must be private. */
export function makePrivateDirectory(path: string, uid: number | undefined): void {
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) makeDirectory(path)
  } catch (error) {
    throw systemRefusal(`can't make the directory "${path}"`, error)
  }
  checkPrivateDirectory(path, uid)
}

/** @throws VaultError ("unsafe", or "system" with the system's error as its cause) unless the directory is private. */
export function checkPrivateDirectory(path: string, uid: number | undefined): void {
  const stats = statsOf(path)
  // lstat, not stat: a link could be changed between this check and the next
  if (!stats.isDirectory()) throw new VaultError('unsafe', `"${path}" is not a directory`)
  // Windows has no such owners and modes: everything below the user's profile is the user's
  if (uid === undefined) return
  if (stats.uid !== uid) throw new VaultError('unsafe', `the directory "${path}" belongs to another user`)
  // anyone who can write into a directory can replace its files, whoever owns them
  if ((stats.mode & 0o077) !== 0) {
    throw new VaultError('unsafe', `the directory "${path}" is open to others`, { hint: `chmod 700 "${path}"` })
  }
}

/**
 * Checks the open file, not its name, which may lead to another file a moment later. O_NOFOLLOW: not
 * through a link; O_NONBLOCK: a pipe without a writer would block for ever. (Windows has neither.)
 */
function opened(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // a daemon's home may be /dev/null, below which no file can exist
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'ELOOP') throw new VaultError('unsafe', `"${path}" is a symbolic link`)
    throw systemRefusal(`can't open "${path}"`, error)
  }
}

function statsOf(path: string): Stats {
  try {
    return lstatSync(path)
  } catch (error) {
    throw systemRefusal(`can't use the directory "${path}"`, error)
  }
}

/** In bytes: 100 times a busy day's sessions. */
export const MAX_SIZE = 8 * 1024 * 1024
