/** Where a code of an MFA device comes from, and the rule that none is ever sent twice. */
import { AwsFailure, type FailureKind } from '../../aws/failure/aws-failure.ts'
import type { MfaCode } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { entryName, entryOf, rememberedValue } from '../../vault/sessions/entries.ts'

export type MfaCodeOptions = {
  readonly serialNumber: string
  readonly mfaStdin: boolean
  readonly mfa_process?: string | undefined
}

/**
 * Gets a code and uses it; where AWS refuses it, or it is malformed, asks again, three times at most. `AWSENV_MFA_CODE`
 * and stdin have one code to give, and so one try.
 */
export async function withMfaCode<T>(
  context: Context,
  options: MfaCodeOptions,
  use: (code: MfaCode) => Promise<T>,
): Promise<T> {
  const { serialNumber } = options
  const source = codeSource(context, options)
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === (source.asksAgain ? MAX_ATTEMPTS : 1)
    const typed = await source.read()
    const tokenCode = typed === undefined ? undefined : mfaDigits(typed)
    if (typed === undefined || typed.trim() === '')
      throw new AwsenvError('no MFA code was given: nothing has changed', { exitCode: ExitCode.failed })
    if (tokenCode === undefined) {
      if (isLast || !source.isPerson)
        throw new AwsenvError('an MFA code is six digits', { hint: `it comes from ${source.name}` })
      context.say('an MFA code is six digits: try again')
      continue
    }
    if (!(await claims(context, serialNumber, tokenCode))) {
      if (isLast) throw usedError(source.name)
      context.say(
        `this code was used already, and AWS takes each one once: wait for the next (within ${secondsToNextCode(context)} s)`,
      )
      await source.waitForNext()
      continue
    }
    try {
      return await inTimeOfAws(() => use({ serialNumber, tokenCode }))
    } catch (error) {
      const kind: FailureKind = error instanceof AwsFailure ? error.kind : 'other'
      if (UNUSED.includes(kind)) await giveBack(context, serialNumber, tokenCode)
      if (kind !== 'mfa code' || isLast) throw error
      context.say(`${(error as AwsFailure).message}: wait for the next one`)
      await source.waitForNext()
    }
  }
}

/**
 * AWS refuses a request of the wrong time before it looks at the code, and tells its own time in doing so: the same
 * code may go out once more. So it is where the key's owner is known already, and no request before has told the time.
 */
async function inTimeOfAws<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    if (!(error instanceof AwsFailure && error.kind === 'clock')) throw error
    return use()
  }
}

/** The six digits of a code as typed: full-width digits (U+FF10…) are digits, and blanks as apps show them don't count. */
export function mfaDigits(typed: string): string | undefined {
  const digits = typed
    .replace(/[\uff10-\uff19]/g, digit => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[\s\u3000-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}

/** Whether the code is there, and nobody has to be asked for it, nor any program of theirs. */
export function isCodeAtHand({ env }: Context, { mfaStdin }: MfaCodeOptions): boolean {
  return mfaStdin || env['AWSENV_MFA_CODE'] !== undefined
}

type CodeSource = {
  readonly name: string
  /** Whether it can give another code after this one. */
  readonly asksAgain: boolean
  readonly isPerson: boolean
  read(): Promise<string | undefined>
  /** A person waits by looking at the device; a program has to be made to wait. */
  waitForNext(): Promise<void>
}

/** In the order of precedence: what was said for this one call, for this environment, for this profile; then a person. */
function codeSource(context: Context, { serialNumber, mfaStdin, mfa_process }: MfaCodeOptions): CodeSource {
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
      // Not the command line: a seed may stand in it.
      name: 'mfa_process',
      asksAgain: true,
      isPerson: false,
      read: () => context.runCommandLine(mfa_process, { name: 'mfa_process' }),
      waitForNext: () => context.sleep(secondsToNextCode(context) * 1000),
    }
  }
  return {
    name: 'the terminal',
    asksAgain: true,
    isPerson: true,
    read: async () => context.terminal.ask(`MFA code of ${serialNumber}: `),
    waitForNext: none,
  }
}

function usedError(name: string): AwsenvError {
  return new AwsenvError(`the MFA code from ${name} was used already, and AWS takes each one once`, {
    hint: 'give the next one',
  })
}

/**
 * Whether nobody has sent the code before. It counts as sent from now on: whatever ends this process while AWS is slow,
 * no other one sends it again. Remembered in the sealed vault for as long as AWS would still take it.
 */
export async function claims(context: Context, serialNumber: string, tokenCode: string): Promise<boolean> {
  let isNew = false
  await changeUsed(context, serialNumber, used => {
    isNew = !used.includes(tokenCode)
    return isNew ? [tokenCode, ...used].slice(0, 10) : used
  })
  return isNew
}

/** A code that AWS has not looked at is as good as before. */
function giveBack(context: Context, serialNumber: string, tokenCode: string): Promise<void> {
  return changeUsed(context, serialNumber, used => used.filter(code => code !== tokenCode))
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

/** What fails before AWS looks at the code. */
const UNUSED: readonly FailureKind[] = ['unsent', 'clock', 'unknown key', 'wrong secret']
