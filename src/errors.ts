import { printable } from './text/printable.ts'

/** awsenv's exit codes. `exec` returns the child's own. */
export const ExitCode = {
  done: 0,
  failed: 1,
  misused: 2,
  noSession: 3,
  /** A question, but no terminal to ask on. EX_TEMPFAIL of sysexits.h. */
  cannotAsk: 75,
  /** From `exec`, as in a shell: the command can't be run, or doesn't exist. */
  notExecutable: 126,
  notFound: 127,
  interrupted: 130,
} as const

/**
 * An error that a person can act on. `message` says what happened and where: lower case, no full stop, values in
 * double quotes. `hint` says what to do next. Neither has a secret; the constructor makes foreign text printable.
 */
export class AwsenvError extends Error {
  readonly hint: string | undefined
  readonly exitCode: number

  constructor(message: string, options: { hint?: string | undefined; exitCode?: number; cause?: unknown } = {}) {
    super(printable(message), { cause: options.cause })
    this.name = 'AwsenvError'
    this.hint = options.hint === undefined ? undefined : printable(options.hint)
    this.exitCode = options.exitCode ?? ExitCode.failed
  }
}

/** A usage error. */
export function misused(message: string, hint?: string, cause?: unknown): AwsenvError {
  return new AwsenvError(message, { hint, exitCode: ExitCode.misused, cause })
}
