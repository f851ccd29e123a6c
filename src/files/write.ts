/** Replaces a user's file as a whole, unless someone else has changed it meanwhile. */
import { linkSync, lstatSync, realpathSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AwsenvError } from '../errors.ts'
import { sweepLeftovers, temporaryName } from './leftovers.ts'
import { makeDirectory } from './make-directory.ts'
import { syncDirectory, writeNewFile } from './new-file.ts'
import { fileFailure, readBytes } from './read.ts'
import { renameFile } from './rename.ts'

/**
 * Replaces a file by a rename: a crash leaves the old bytes or the new. Keeps its mode and any symbolic
 * link to it. `before` is its expected content, undefined for no file; an `after` of undefined removes it. What is not
 * `isDurable` can be made anew, should a power failure take it.
 * @throws AwsenvError, and leaves the file as it was, or as someone else has changed it meanwhile.
 */
export function writeBytes(
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  isDurable = true,
): void {
  try {
    const target = targetOf(path)
    if (after !== undefined) makeDirectory(dirname(target))
    sweepLeftovers(target)
    const fresh = temporaryName(target)
    try {
      if (after !== undefined) writeNewFile(fresh, after, { mode: modeOf(target), isDurable })
      if (!isPutInPlace(after && fresh, target, before)) throw new AwsenvError(`"${path}" has changed meanwhile`, RETRY)
    } finally {
      rmSync(fresh, { force: true })
    }
    if (isDurable) syncDirectory(dirname(target))
  } catch (cause) {
    throw fileFailure('write', path, cause)
  }
}

/**
 * Compares just before the rename and again after it: other programs can write into the old file until its name is
 * gone. A second name keeps it until then, and gives it back if someone wrote. Another program can still put its own
 * file there between the check and the rename, within one system call.
 */
function isPutInPlace(fresh: string | undefined, target: string, before: Uint8Array | undefined): boolean {
  if (before === undefined) return fresh === undefined || isMade(fresh, target)
  const kept = temporaryName(target)
  const hasSecondName = tryLink(target, kept)
  try {
    if (!isSame(readBytes(hasSecondName ? kept : target), before)) return false
    if (hasSecondName && !isSameFile(kept, target)) return false
    if (fresh === undefined) rmSync(target)
    else renameFile(fresh, target)
    if (!hasSecondName || isSame(readBytes(kept), before)) return true
    renameFile(kept, target)
    return false
  } finally {
    rmSync(kept, { force: true })
  }
}

/** Unlike a rename, a link never replaces a file that someone else has made. */
function isMade(fresh: string, target: string): boolean {
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) return false
  try {
    if (!tryLink(fresh, target)) renameFile(fresh, target)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Whether the file got a second name: it may be gone, and some file systems have no hard links. */
function tryLink(path: string, second: string): boolean {
  try {
    linkSync(path, second)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'].includes(code)) return false
    throw error
  }
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map(path => lstatSync(path, { bigint: true, throwIfNoEntry: false }))
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev
}

/** Changes the bytes of a file (a missing one is empty), and returns whether it wrote anything. */
export function changeFile(path: string, change: (bytes: Uint8Array) => Uint8Array): boolean {
  const before = readBytes(path)
  const after = change(before ?? new Uint8Array())
  if (Buffer.compare(before ?? new Uint8Array(), after) === 0) return false
  writeBytes(path, before, after)
  return true
}

/** The same with text. */
export function writeTextFile(
  path: string,
  before: string | undefined,
  after: string | undefined,
  isDurable = true,
): void {
  const bytes = (text: string | undefined) => (text === undefined ? undefined : new TextEncoder().encode(text))
  writeBytes(path, bytes(before), bytes(after), isDurable)
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0
}

/** The target of the links, often in a dotfiles repository. */
function targetOf(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return path
  try {
    return realpathSync(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw new AwsenvError(`cannot write "${path}": it is a symbolic link to a missing file`, {
      hint: 'create its target first',
    })
  }
}

/** Only the owner's for a new file. Checked, because a rename silently replaces a read-only file. */
function modeOf(target: string): number {
  const stat = statSync(target, { throwIfNoEntry: false })
  if (stat === undefined) return 0o600
  if ((stat.mode & 0o200) !== 0) return stat.mode & 0o7777
  throw new AwsenvError(`cannot write "${target}": it is read-only`, { hint: `chmod u+w "${target}"` })
}

const RETRY = { hint: 'awsenv wrote nothing: look at the file, and run the command again' }
