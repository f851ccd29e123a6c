import { AwsenvError } from '../../errors.ts'

/** A failure that AWS, or the way to it, caused: whoever waits for the same request gets it too, instead of asking again. */
export class AwsFailure extends AwsenvError {
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string, options: { hint?: string | undefined; cause?: unknown }) {
    super(message, options)
    this.kind = kind
  }
}

/**
 * What a caller may do something about: a refused code; a request that never left, or that was refused for its time
 * before AWS looked at what it asks, and so has used no code up; a key that AWS does not know (yet), or whose secret is
 * wrong, of which the same holds; one that is to be changed and is gone; another refusal, after which nothing was done.
 */
export type FailureKind =
  | 'mfa code'
  | 'unsent'
  | 'clock'
  | 'unknown key'
  | 'wrong secret'
  | 'no such key'
  | 'refused'
  | 'other'
