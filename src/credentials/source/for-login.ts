import type { Context } from '../../context/context.ts'
import { candidatesOf } from './candidates.ts'
import { findSource, seekSource } from './find.ts'
import type { Source } from './source.ts'
import { askWhichKey } from './which-key.ts'

/**
 * Whose key a login starts from: the named one; else the usual one, by the order of find.ts; else the only key,
 * or the one that the person chooses. @throws AwsenvError if there is none.
 */
export async function sourceForLogin(context: Context, named: string | undefined): Promise<Source> {
  const usual = await seekSource(context, named)
  if (usual !== undefined) return usual
  const keys = named !== undefined ? [] : await candidatesOf(context, undefined)
  const [only, ...others] = keys
  if (only === undefined) return findSource(context, named)
  const key = others.length === 0 ? only : askWhichKey(context, QUESTION, keys)
  context.debug(`the login is with the key of ${key.place}`)
  return findSource(context, key.from)
}

const QUESTION = {
  question: 'Which key is to log in?',
  unknown: "it isn't known which key is to log in",
  hint: 'name its profile: awsenv login PROFILE',
  otherwise: 'name the profile that has it: awsenv login PROFILE',
}
