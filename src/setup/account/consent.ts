/** The questions before a change, and the words that answer them beforehand. */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { confirm } from '../../terminal/confirm.ts'

export type Consent = {
  /** Yes to the plan, but to nothing that awsenv didn't make. */
  readonly yes: boolean
  /** Names of users and roles that awsenv didn't make, and ids of keys, that may be changed. */
  readonly named: readonly string[]
}

/** @throws AwsenvError unless the plan is wanted. */
export function checkPlanWanted(context: Context, { yes }: Consent): void {
  if (yes) return
  if (!context.terminal.isPresent())
    throw nobodyToAsk('add --yes to make these changes, or --dry-run to look at them only')
  if (!confirm(context, 'Make these changes?', 'no')) throw saidNo()
}

/** @throws AwsenvError without a yes that names it: --yes alone is no answer. */
export function checkNamed(context: Context, { named }: Consent, name: string, question: string): void {
  if (named.includes(name)) return
  if (!context.terminal.isPresent()) throw nobodyToAsk(`${question} Add --confirm ${name} if so`)
  if (!confirm(context, question, 'no')) throw saidNo()
}

/** Whether something that may as well stay should go. With --yes, nobody is asked. */
export function mayGo(context: Context, { yes, named }: Consent, name: string | undefined, question: string): boolean {
  if (name !== undefined && named.includes(name)) return true
  return !yes && context.terminal.isPresent() && confirm(context, question, 'no')
}

function saidNo(): AwsenvError {
  return new AwsenvError('you said no: nothing has changed')
}

function nobodyToAsk(hint: string): AwsenvError {
  return new AwsenvError('nobody can be asked here, so nothing has changed', { hint, exitCode: ExitCode.cannotAsk })
}
