/** Reads a user's file as a whole. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { AwsenvError } from '../errors.ts'

/**
 * The bytes of a file; undefined if it doesn't exist or can't (a daemon's home may be /dev/null).
 * @throws AwsenvError with path and reason.
 */
export function readBytes(path: string): Uint8Array | undefined {
  try {
    return bytesOf(path)
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined
    throw fileFailure('read', path, cause)
  }
}

/** The same as text, a BOM included. */
export function readTextFile(path: string): string | undefined {
  const bytes = readBytes(path)
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw fileFailure('read', path, cause)
  }
}

/** Opens without blocking, since a pipe would hang us, and checks the kind of file before it reads. */
function bytesOf(path: string): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = fstatSync(file)
    if (!stat.isFile())
      throw new AwsenvError(`cannot read "${path}": it is ${stat.isDirectory() ? 'a directory' : 'not a regular file'}`)
    if (stat.size > LARGEST) throw new AwsenvError(`cannot read "${path}": it is larger than 16 MiB`)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/** The error for a file that can't be read or written. */
export function fileFailure(what: 'read' | 'write', path: string, cause: unknown): AwsenvError {
  return cause instanceof AwsenvError
    ? cause
    : new AwsenvError(`cannot ${what} "${path}": ${fileReason(cause)}`, { cause })
}

/** The reason in a few words, if known. */
export function fileReason(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException
  return REASONS[code ?? ''] ?? code ?? String(cause)
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8',
  ENOENT: "the file doesn't exist",
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of its path is a file, not a directory',
  EEXIST: 'part of its path is a file, not a directory',
  ELOOP: 'its symbolic links form a loop',
  ENXIO: 'it is not a regular file',
  ENOSPC: 'the disk is full',
}

const LARGEST = 16 * 1024 * 1024
