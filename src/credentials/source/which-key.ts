/** Asks which of several keys to use. */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { chooseOne } from '../../terminal/choose-one.ts'
import type { Candidate } from './candidates.ts'

/** `unknown` and `hint` are used if nobody can be asked; `otherwise` if somebody chose none. */
export type KeyQuestion = {
  readonly question: string
  readonly unknown: string
  readonly hint: string
  readonly otherwise: string
}

export function askWhichKey(
  context: Context,
  { question, unknown, hint, otherwise }: KeyQuestion,
  keys: readonly Candidate[],
): Candidate {
  const places = keys.map(({ place }) => place)
  if (!context.terminal.isPresent()) {
    const more = places.length > MOST_NAMED ? `, or ${places.length - MOST_NAMED} more` : ''
    const named = places.slice(0, MOST_NAMED).join(', or ')
    throw new AwsenvError(`${unknown}: ${named}${more}`, { hint, exitCode: ExitCode.cannotAsk })
  }
  const key = chooseOne(context, question, keys, ({ place }) => place)
  if (key !== undefined) return key
  throw new AwsenvError('no key was chosen: nothing has changed', { hint: otherwise })
}

/** As many as fit into a message. */
const MOST_NAMED = 6
