import { printable } from './text/printable.ts'

/** What a process of awsenv ends with (design: "Exit codes"). `exec` gives the child's own. */
export const ExitCode = {
  done: 0,
  failed: 1,
  misused: 2,
  noSession: 3,
  /** A question that nobody can be asked here: no terminal. EX_TEMPFAIL of sysexits.h. */
  cannotAsk: 75,
  /** `exec`, as a shell has them: the command can't be run, or is not there. */
  notExecutable: 126,
  notFound: 127,
  interrupted: 130,
} as const

/**
 * A failure that a person can act on. `message` says what happened and where: lower case, no full stop, values in
 * double quotes. `hint` says what to do next. Neither ever holds a secret; text from outside is made printable here.
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

/** A call that a person has to write in another way. */
export function misused(message: string, hint?: string): AwsenvError {
  return new AwsenvError(message, { hint, exitCode: ExitCode.misused })
}
