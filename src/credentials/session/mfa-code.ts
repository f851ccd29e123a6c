/** Where an MFA code comes from. No code is ever sent twice. */
import { AwsFailure, type FailureKind } from '../../aws/failure/aws-failure.ts'
import type { MfaCode } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { entryName, entryOf, rememberedValue } from '../../vault/sessions/entries.ts'
import { codeFromWindow, mayAskInWindow } from './window-code.ts'

export type MfaCodeOptions = {
  readonly serialNumber: string
  readonly mfaStdin: boolean
  readonly mfa_process?: string | undefined
}

/**
 * Gets a code and uses it. If AWS refuses the code, or it is malformed, asks again, three times at most. `AWSENV_MFA_CODE`
 * and stdin have only one code, and so one try.
 */
export async function withMfaCode<T>(
  context: Context,
  options: MfaCodeOptions,
  use: (code: MfaCode) => Promise<T>,
): Promise<T> {
  const { serialNumber } = options
  const source = await codeSource(context, options)
  let problem: string | undefined
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === (source.asksAgain ? MAX_ATTEMPTS : 1)
    const typed = await source.read(problem)
    const tokenCode = typed === undefined ? undefined : mfaDigits(typed)
    if (typed === undefined || typed.trim() === '')
      throw new AwsenvError('no MFA code was given: nothing has changed', { exitCode: ExitCode.failed })
    if (tokenCode === undefined) {
      if (isLast || !source.isPerson)
        throw new AwsenvError('an MFA code is six digits', { hint: `it comes from ${source.name}` })
      context.say('an MFA code is six digits: try again')
      problem = 'An MFA code is six digits'
      continue
    }
    if (!(await claims(context, serialNumber, [tokenCode]))) {
      if (isLast) throw usedError(source.name)
      context.say(
        `this code was used already, and AWS takes each one once: wait for the next (within ${secondsToNextCode(context)} s)`,
      )
      problem = 'This code was used already: wait for the next one'
      await source.waitForNext()
      continue
    }
    try {
      return await inTimeOfAws(() => use({ serialNumber, tokenCode }))
    } catch (error) {
      const kind: FailureKind = error instanceof AwsFailure ? error.kind : 'other'
      if (isUnseen(error)) await giveBack(context, serialNumber, [tokenCode])
      if (kind !== 'mfa code' || isLast) throw error
      context.say(`${(error as AwsFailure).message}: wait for the next one`)
      problem = 'AWS refused the code: wait for the next one'
      await source.waitForNext()
    }
  }
}

/**
 * AWS refuses a request with the wrong time before it looks at the code, and its answer tells the time: the same
 * code is sent once more. That happens if no request before this one has told the time.
 */
async function inTimeOfAws<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    if (!(error instanceof AwsFailure && error.kind === 'clock')) throw error
    return use()
  }
}

/** The six digits of a code as typed. Full-width digits (U+FF10…) count, blanks are ignored. */
export function mfaDigits(typed: string): string | undefined {
  const digits = typed
    .replace(/[\uff10-\uff19]/g, digit => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[\s\u3000-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}

/** Whether the code is at hand, so that neither a person nor a program has to be asked. */
export function isCodeAtHand({ env }: Context, { mfaStdin }: MfaCodeOptions): boolean {
  return mfaStdin || env['AWSENV_MFA_CODE'] !== undefined
}

type CodeSource = {
  readonly name: string
  /** Whether it can give another code later. */
  readonly asksAgain: boolean
  readonly isPerson: boolean
  /** `problem`: what was wrong with the code before this one. */
  read(problem: string | undefined): Promise<string | undefined>
  /** A person waits for the next code by looking at the device; for a program, awsenv waits. */
  waitForNext(): Promise<void>
}

/** In order of precedence: given for this call, this environment, this profile; then a person. */
async function codeSource(
  context: Context,
  { serialNumber, mfaStdin, mfa_process }: MfaCodeOptions,
): Promise<CodeSource> {
  const none = async () => {}
  if (mfaStdin)
    return {
      name: '--mfa-stdin',
      asksAgain: false,
      isPerson: false,
      read: async () => context.readStdinLine(),
      waitForNext: none,
    }
  const code = context.env['AWSENV_MFA_CODE']
  if (code !== undefined)
    return { name: 'AWSENV_MFA_CODE', asksAgain: false, isPerson: false, read: async () => code, waitForNext: none }
  if (mfa_process !== undefined) {
    return {
      // Not the command line, which may have the seed.
      name: 'mfa_process',
      asksAgain: true,
      isPerson: false,
      read: () => context.runCommandLine(mfa_process, { name: 'mfa_process' }),
      waitForNext: () => context.sleep(secondsToNextCode(context) * 1000),
    }
  }
  const isWindow = await mayAskInWindow(context)
  return {
    name: isWindow ? 'the window' : 'the terminal',
    asksAgain: true,
    isPerson: true,
    read: async problem =>
      isWindow ? codeFromWindow(context, serialNumber, problem) : context.terminal.ask(`MFA code of ${serialNumber}: `),
    waitForNext: none,
  }
}

function usedError(name: string): AwsenvError {
  return new AwsenvError(`the MFA code from ${name} was used already, and AWS takes each one once`, {
    hint: 'give the next one',
  })
}

/**
 * Whether nobody has sent any of the codes before. From now on they count as sent: even if this process ends while AWS is
 * slow, no other process sends one of them again. The sealed vault remembers them for as long as AWS would accept them.
 */
export async function claims(context: Context, serialNumber: string, codes: readonly string[]): Promise<boolean> {
  let areNew = false
  await changeUsed(context, serialNumber, used => {
    areNew = !codes.some(code => used.includes(code))
    return areNew ? [...codes, ...used].slice(0, 10) : used
  })
  return areNew
}

/** For a failure before AWS looked at the codes: they are unused. */
export function giveBack(context: Context, serialNumber: string, codes: readonly string[]): Promise<void> {
  return changeUsed(context, serialNumber, used => used.filter(code => !codes.includes(code)))
}

/** Whether a request failed before AWS looked at its codes. */
export function isUnseen(error: unknown): boolean {
  return error instanceof AwsFailure && UNSEEN.includes(error.kind)
}

function changeUsed(
  { vault, now }: Context,
  serialNumber: string,
  change: (used: readonly string[]) => readonly string[],
): Promise<void> {
  return vault.update(entries => {
    const codes = change(rememberedValue(entries, 'used-codes', serialNumber) ?? [])
    entries.set(entryName('used-codes', serialNumber), entryOf('used-codes', codes, now()))
  })
}

/** RFC 6238: a new code every 30 s. */
function secondsToNextCode(context: Context): number {
  return 30 - (Math.floor(context.now() / 1000) % 30)
}

const MAX_ATTEMPTS = 3

/** Failures before AWS looks at the code. */
const UNSEEN: readonly FailureKind[] = ['unsent', 'clock', 'unknown key', 'wrong secret']
