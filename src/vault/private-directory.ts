/** Directories that nobody else can look into, or put something into. */
import { lstatSync, type Stats } from 'node:fs'
import { makeDirectory } from '../files/make-directory.ts'
import { systemRefusal, VaultError } from './vault-error.ts'

/** Makes the directory, and its parents, where missing: 0700. One that stands there already must be ours alone. */
export function makePrivateDirectory(path: string, uid: number | undefined): void {
  try {
    makeDirectory(path)
  } catch (error) {
    throw systemRefusal(`can't make the directory "${path}"`, error)
  }
  checkPrivateDirectory(path, uid)
}

/** Throws a VaultError ("unsafe", or "system" with the system's error as its cause) unless the directory is private. */
export function checkPrivateDirectory(path: string, uid: number | undefined): void {
  const stats = statsOf(path)
  // lstat, not stat: a link could be turned elsewhere between this look and the next
  if (!stats.isDirectory()) throw new VaultError('unsafe', `"${path}" is not a directory`)
  // Windows has neither owners nor modes in this sense: what lies below the user's profile is the user's there
  if (uid === undefined) return
  if (stats.uid !== uid) throw new VaultError('unsafe', `the directory "${path}" belongs to another user`)
  // who can write into it can exchange what is in it, whatever that belongs to
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
