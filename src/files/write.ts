/** A file of the user's, replaced as a whole where nobody else has changed it meanwhile. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AwsenvError } from '../errors.ts'
import { fileFailure, readBytes } from './read.ts'

/**
 * Replaces a file through a new one and a rename, so that a crash leaves the old bytes or the new. Its mode stays, and
 * a symbolic link goes on leading to it. `before` is what it is believed to hold; undefined: there is none. An `after`
 * of undefined removes it.
 * @throws AwsenvError, and the file is as it was.
 */
export function writeBytes(path: string, before: Uint8Array | undefined, after: Uint8Array | undefined): void {
  try {
    const target = targetOf(path)
    if (after === undefined) {
      rmSync(target)
      return
    }
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    const mode = modeOf(target)
    const temporary = `${target}.${randomBytes(8).toString('hex')}.tmp`
    try {
      writeNew(temporary, after, mode)
      // As late as can be: an editor that saves within the next microseconds would be overwritten.
      if (!isSame(readBytes(target), before))
        throw new AwsenvError(`"${path}" was changed by somebody else meanwhile`, RETRY)
      renameSync(temporary, target)
    } finally {
      rmSync(temporary, { force: true })
    }
    syncDirectory(dirname(target))
  } catch (cause) {
    throw fileFailure('write', path, cause)
  }
}

/** Makes a change to the bytes of a file, one that is not there being empty; tells whether there was anything to write. */
export function changeFile(path: string, change: (bytes: Uint8Array) => Uint8Array): boolean {
  const before = readBytes(path)
  const after = change(before ?? new Uint8Array())
  if (Buffer.compare(before ?? new Uint8Array(), after) === 0) return false
  writeBytes(path, before, after)
  return true
}

/** writeBytes with texts. */
export function writeTextFile(path: string, before: string | undefined, after: string | undefined): void {
  const bytes = (text: string | undefined) => (text === undefined ? undefined : new TextEncoder().encode(text))
  writeBytes(path, bytes(before), bytes(after))
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0
}

/** Where the links lead: in a dotfiles repository, as often as not. */
function targetOf(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return path
  try {
    return realpathSync(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    throw new AwsenvError(`cannot write "${path}": it is a symbolic link to nothing`, { hint: 'make its target first' })
  }
}

/** The owner's alone for a new file. A rename would replace one that is read-only without a word. */
function modeOf(target: string): number {
  const stat = statSync(target, { throwIfNoEntry: false })
  if (stat === undefined) return 0o600
  if ((stat.mode & 0o200) !== 0) return stat.mode & 0o7777
  throw new AwsenvError(`cannot write "${target}": it is read-only`, { hint: `chmod u+w "${target}"` })
}

function writeNew(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    fchmodSync(file, mode)
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Windows can't open a directory, and needs not. */
function syncDirectory(path: string): void {
  if (constants.O_DIRECTORY === undefined) return
  const directory = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

const RETRY = { hint: 'nothing was written; look at it, and run the command again' }
