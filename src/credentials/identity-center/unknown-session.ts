import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { lookedAt } from '../../profiles/unknown-profile.ts'
import { eitherOf, nearNames } from '../../text/near-names.ts'
import { ssoSessions, wordOf } from './sso-session.ts'

/** The error for a word that names no session of IAM Identity Center. */
export function unknownSession(context: Context, word: string): AwsenvError {
  const words = ssoSessions(context).map(wordOf)
  const near = nearNames(word, words)
  const there = words.length === 0 ? 'there are none' : `there are ${words.map(one => `"${one}"`).join(', ')}`
  const hint =
    near.length > 0 && !/^https?:/.test(word)
      ? `did you mean ${eitherOf(near)}?`
      : `${there}; a start URL takes the region of its IAM Identity Center: awsenv login https://acme.awsapps.com/start --region REGION`
  return new AwsenvError(`no session of IAM Identity Center is called "${word}" in ${lookedAt(context.profiles)}`, {
    hint,
  })
}
