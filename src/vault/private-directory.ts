/** Directories that nobody else can read or write. */
import { lstatSync, type Stats } from 'node:fs'
import { makeDirectory } from '../files/make-directory.ts'
import { systemRefusal, VaultError } from './vault-error.ts'

/** Makes the directory and its parents if missing, with mode 0700. An existing one must be private. */
export function makePrivateDirectory(path: string, uid: number | undefined): void {
  try {
    makeDirectory(path)
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

function statsOf(path: string): Stats {
  try {
    return lstatSync(path)
  } catch (error) {
    throw systemRefusal(`can't use the directory "${path}"`, error)
  }
}
