/** An MFA code from a window, where there is no terminal and the settings, or --ask, allow it. */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { accountOf } from '../../settings/settings.ts'
import { entryName, entryOf, rememberedValue } from '../../vault/sessions/entries.ts'

export async function mayAskInWindow({ terminal, ask, settings }: Context): Promise<boolean> {
  if (terminal.isPresent()) return false
  return (ask ?? (await settings).settings.ask) === 'window'
}

/**
 * What was typed. Whoever closed a window is left in peace for a while: fifty processes may wait for the same code, and
 * programs try again by themselves. @throws AwsenvError without an answer
 */
export async function codeFromWindow(
  context: Context,
  serialNumber: string,
  problem: string | undefined,
): Promise<string> {
  const { vault, now } = context
  const refused = rememberedValue(vault, 'failure', `window:${serialNumber}`)
  if (refused !== undefined && now() - refused.at < PEACE) throw unanswered(context)
  const typed = await context.window.ask('awsenv: MFA code', await linesOf(context, serialNumber, problem))
  if (typed !== undefined) return typed
  const entry = entryOf('failure', { at: now(), message: 'no code', hint: null }, now())
  await vault.update(entries => void entries.set(entryName('failure', `window:${serialNumber}`), entry))
  throw unanswered(context)
}

async function linesOf(
  context: Context,
  serialNumber: string,
  problem: string | undefined,
): Promise<readonly string[]> {
  const { settings } = await context.settings
  const accountId = /^arn:[^:]*:iam::(\d{12}):/.exec(serialNumber)?.[1]
  const { name } = accountId === undefined ? {} : accountOf(settings, accountId)
  const caller = context.callerName()
  return [
    ...(problem === undefined ? [] : [`${problem}.`, '']),
    `Program: ${caller ?? 'unknown'}`,
    `For: ${context.purpose ?? 'awsenv'}`,
    ...(accountId === undefined ? [] : [`Account: ${name === undefined ? accountId : `${name} (${accountId})`}`]),
    `Device: ${serialNumber}`,
    '',
    'Cancel if you did not start it. MFA code:',
  ]
}

/** As without a window. */
function unanswered({ terminal }: Context): AwsenvError {
  try {
    terminal.ask('')
  } catch (error) {
    if (error instanceof AwsenvError) return error
    throw error
  }
  return new AwsenvError('no MFA code was given: nothing has changed', { exitCode: ExitCode.cannotAsk })
}

/** In milliseconds. */
const PEACE = 60_000
