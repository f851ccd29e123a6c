/** Asks the person for two codes in a row and sends them to AWS. */

import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import type { TwoCodes } from '../../aws/mfa-devices.ts'
import type { Context } from '../../context/context.ts'
import { claims, giveBack, isUnseen, mfaDigits } from '../../credentials/session/mfa-code.ts'
import { AwsenvError } from '../../errors.ts'

/**
 * Asks until AWS takes them, three times at most. They count as used before they are sent, so that no call, and no login,
 * sends one of them again.
 */
export async function withTwoCodes(
  context: Context,
  serialNumber: string,
  use: (codes: TwoCodes) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const codes = askTwoCodes(context)
    if (!(await claims(context, serialNumber, codes))) {
      if (attempt === ATTEMPTS) throw new AwsenvError(USED, { hint: 'run the same command again, with the next two' })
      context.say(`${USED}: wait for the next two`)
      continue
    }
    try {
      return await use(codes)
    } catch (error) {
      if (isUnseen(error)) await giveBack(context, serialNumber, codes)
      if (!(error instanceof AwsFailure && error.kind === 'mfa code') || attempt === ATTEMPTS) throw error
      context.say(`${error.message}: try again with the next two codes`)
    }
  }
}

const USED = 'one of these codes was used already, and AWS takes each one once'

function askTwoCodes(context: Context): TwoCodes {
  const first = askCode(context, 'Code that the device shows now: ')
  for (;;) {
    const second = askCode(context, 'The code after it, in up to 30 seconds: ')
    if (second !== first) return [first, second]
    context.say('this is the same code: wait until the device shows the next one')
  }
}

function askCode(context: Context, question: string): string {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const typed = context.terminal.ask(question)
    if (typed === undefined || typed.trim() === '') break
    const code = mfaDigits(typed)
    if (code !== undefined) return code
    context.say('an MFA code is six digits: try again')
  }
  throw new AwsenvError("you gave no MFA code: the device isn't enabled yet", {
    hint: 'run the same command again: it goes on with this device',
  })
}

const ATTEMPTS = 3
