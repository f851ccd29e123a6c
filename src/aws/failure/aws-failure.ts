import { AwsenvError } from '../../errors.ts'

/** A failure of AWS or the way to it: processes that wait for the same request get it too, instead of asking again. */
export class AwsFailure extends AwsenvError {
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string, options: { hint?: string | undefined; cause?: unknown }) {
    super(message, options)
    this.kind = kind
  }
}

/** Whether AWS called a failure by such a name. */
export function isCalled(error: unknown, names: RegExp): boolean {
  return error instanceof AwsFailure && names.test((error.cause as Error | undefined)?.name ?? '')
}

/**
 * What a caller can react to: a refused MFA code; a request that never left, or whose time AWS refused first, and which
 * used no code; a key that AWS doesn't know (yet) or whose secret is wrong, which used no code either; a key to change
 * that is gone; any other refusal, after which AWS did nothing.
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
