import type { Context } from '../context/context.ts'
import { readAssignments } from '../credentials/identity-center/assignments.ts'
import { readToken } from '../credentials/identity-center/aws-cache.ts'
import { type SsoSession, ssoSessionNamed, wordOf } from '../credentials/identity-center/sso-session.ts'
import { unknownSession } from '../credentials/identity-center/unknown-session.ts'
import { portalSessions } from '../credentials/target/assigned-account.ts'
import { AwsenvError, misused } from '../errors.ts'
import { lookedAt } from '../profiles/unknown-profile.ts'
import { shellWord } from '../shells/posix.ts'

/** The session of IAM Identity Center that a word names; without one, those that are signed in to, or the only one. */
export function meantSessions(
  context: Context,
  word: string | undefined,
  path: readonly string[],
): readonly SsoSession[] {
  if (word !== undefined) {
    const session = ssoSessionNamed(context, word)
    if (session === undefined) throw unknownSession(context, word)
    return [session]
  }
  const all = portalSessions(context)
  if (all.length === 1) return all
  const known = all.filter(
    session => readToken(context, session) !== undefined || readAssignments(context, session) !== undefined,
  )
  if (known.length > 0) return known
  if (all.length === 0) {
    throw new AwsenvError(`there is no session of IAM Identity Center in ${lookedAt(context.profiles)}`, {
      hint: 'write one with: aws configure sso-session',
    })
  }
  throw misused(
    'you are signed in to no session of IAM Identity Center',
    `name one: ${all.map(session => ['awsenv', ...path, shellWord(wordOf(session))].join(' ')).join(', or ')}`,
  )
}
