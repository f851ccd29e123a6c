import { AwsenvError } from '../errors.ts'
import { fileReason } from '../files/read.ts'

/** Why a vault, its key or its lock is refused. Callers decide by it. */
export type Refusal =
  /** Not awsenv's file, truncated, or with a header that no version writes. */
  | 'not a vault'
  /** Written by a later version, and never overwritten. */
  | 'newer'
  /** A vault for something else: a sessions file instead of the keys. */
  | 'wrong purpose'
  /** Sealed by another key, which the header names. */
  | 'other key'
  /** The seal doesn't match: this key did not write these bytes. */
  | 'wrong key or modified'
  /** Others can read or replace the file or its directory. */
  | 'unsafe'
  /** The operating system refused. */
  | 'system'
  /** There is no place for the sealing key. */
  | 'no key store'
  /** The vault's store doesn't have its key, or has another in its place. */
  | 'key missing'
  /** The store may have the key but can't be asked: locked, over SSH, no answer. */
  | 'out of reach'
  /** Not the vault's passphrase. */
  | 'wrong passphrase'
  /** Another process held the lock until the deadline. */
  | 'busy'
  /** This file system can't lock. */
  | 'no lock'

export class VaultError extends AwsenvError {
  readonly reason: Refusal

  constructor(reason: Refusal, message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, options)
    this.name = 'VaultError'
    this.reason = reason
  }
}

/** The operating system's error as a VaultError; a VaultError stays as it is. */
export function systemRefusal(what: string, error: unknown): VaultError {
  if (error instanceof VaultError) return error
  const { code, message } = error as NodeJS.ErrnoException
  const known = code !== undefined && fileReason(error) !== code ? `${code}: ${fileReason(error)}` : undefined
  return new VaultError('system', `${what}: ${known ?? message ?? String(error)}`, { cause: error })
}
