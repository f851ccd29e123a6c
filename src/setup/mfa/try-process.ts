/** Tries the command that gives a profile's codes, without AWS: a code that is tried here can still be used. */
import type { Context } from '../../context/context.ts'
import { mfaDigits } from '../../credentials/session/mfa-code.ts'
import { profileIn } from '../../credentials/source/named.ts'
import { chainWithVault, profilesWithVault } from '../../credentials/source/vault-entry.ts'
import { AwsenvError } from '../../errors.ts'
import { inheritedOf } from '../../profiles/chain.ts'
import { type Profile, placeOf } from '../../profiles/profile.ts'
import { unknownProfile } from '../../profiles/unknown-profile.ts'

/** @throws AwsenvError that says how its codes differ from those of a device. */
export async function tryProcess(context: Context, named: string | undefined): Promise<void> {
  const { commandLine, place } = processOf(context, named)
  context.say(`mfa_process of ${place} runs three times, and no code goes to AWS`)
  await untilWindow(context, SPARE)
  const first = await codeOf(context, commandLine, place)
  const second = await codeOf(context, commandLine, place)
  if (first.window !== undefined && first.window === second.window && first.code !== second.code) {
    throw new AwsenvError(`mfa_process of ${place} gave two codes within the same 30 seconds`, {
      hint: 'codes of AWS go by the clock (TOTP), not by a counter (HOTP)',
    })
  }
  await untilWindow(context, WINDOW)
  const third = await codeOf(context, commandLine, place)
  if (third.code === second.code) {
    throw new AwsenvError(`mfa_process of ${place} gave the same code in the next 30 seconds`, {
      hint: "it prints something fixed, keeps its codes, or its device's clock is behind",
    })
  }
  context.say(`it gives a code of six digits in ${third.seconds} s, and another every 30 seconds, as a device does`)
  context.say('whether AWS takes them, a login tells: awsenv login')
}

function processOf(
  context: Context,
  named: string | undefined,
): { readonly commandLine: string; readonly place: string } {
  const name = named ?? profileIn(context.environmentBefore) ?? 'default'
  const profile = profilesWithVault(context).get(name)
  if (profile === undefined) throw unknownProfile(name, context.profiles)
  const chain = chainWithVault(context, profile, context.keys.names())
  const commandLine = inheritedOf(chain, 'mfa_process')
  const owner = chain.find(({ mfa_process }) => mfa_process !== undefined)
  if (commandLine !== undefined) return { commandLine, place: placeOf(owner as Profile, 'mfa_process') }
  throw new AwsenvError(`profile "${name}" has no mfa_process`, {
    hint: 'mfa_process is a command that prints the code: docs/mfa.md has lines for ykman, 1Password, pass and others',
  })
}

type Given = {
  readonly code: string
  /** Undefined if the next one began while the command ran. */
  readonly window: number | undefined
  readonly seconds: string
}

/** What it printed is never shown: it may be more than a code. */
async function codeOf(context: Context, commandLine: string, place: string): Promise<Given> {
  const began = context.now()
  const printed = await context.runCommandLine(commandLine, { name: 'mfa_process' })
  const code = mfaDigits(printed)
  const ended = context.now()
  const window = windowAt(began) === windowAt(ended) ? windowAt(began) : undefined
  if (code !== undefined) return { code, window, seconds: ((ended - began) / 1000).toFixed(1) }
  const length = printed.trim().length
  const what = length === 0 ? 'nothing' : `${length} characters that are not six digits`
  throw new AwsenvError(`mfa_process of ${place} printed ${what}`, {
    hint: 'it must print the code and nothing else; messages and questions belong on stderr',
  })
}

/** Waits for the next window, unless that is further away than `seconds`, or has only just begun. */
async function untilWindow(context: Context, seconds: number): Promise<void> {
  const left = WINDOW - ((context.now() / 1000) % WINDOW)
  if (left > seconds) return
  if (seconds === WINDOW) context.say(`waiting ${Math.ceil(left)} s for the next code`)
  await context.sleep((left + 0.5) * 1000)
}

function windowAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / WINDOW)
}

/** In seconds: RFC 6238, and AWS. */
const WINDOW = 30
/** In seconds: enough for two runs. */
const SPARE = 5
