import { AwsenvError } from '../errors.ts'
import { fileReason } from '../files/read.ts'

/** Why a vault, its key or its lock is refused: what the callers decide by. */
export type Refusal =
  /** Not a file that awsenv wrote, cut off, or with a header that no version of it writes. */
  | 'not a vault'
  /** Written by a later version: never to be overwritten. */
  | 'newer'
  /** A vault, but for something else: a sessions file where the keys should be. */
  | 'wrong purpose'
  /** Sealed by another key, which the header names. */
  | 'other key'
  /** The seal does not fit: this key did not write these bytes. */
  | 'wrong key or modified'
  /** The file, or its directory, is one that others can read, replace or feed to us. */
  | 'unsafe'
  /** The operating system refused. */
  | 'system'
  /** There is no place for the key that seals. */
  | 'no key store'
  /** The store that holds the key of a vault does not have it, or has something else in its place. */
  | 'key missing'
  /** The store may have the key, and can't be asked: locked, over SSH, no answer. */
  | 'out of reach'
  /** Not the passphrase that the vault was made with. */
  | 'wrong passphrase'
  /** Somebody else has had the lock until the deadline. */
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

/** What the operating system said, as a VaultError; one that is a VaultError already stays as it is. */
export function systemRefusal(what: string, error: unknown): VaultError {
  if (error instanceof VaultError) return error
  const { code, message } = error as NodeJS.ErrnoException
  const known = code !== undefined && fileReason(error) !== code ? `${code}: ${fileReason(error)}` : undefined
  return new VaultError('system', `${what}: ${known ?? message ?? String(error)}`, { cause: error })
}
