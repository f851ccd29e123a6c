/** Refusals of the sign-in service behind `aws login` as sentences. Pure. */
import { type Circumstances, clockOf } from './circumstances.ts'
import type { Sentence } from './sentence.ts'

/** undefined for an action of another service, and for what every service says. */
export function signInSentence(name: string, about: Circumstances, message: string): Sentence | undefined {
  if (about.action !== 'CreateOAuth2Token') return undefined
  const row = SENTENCES.find(([names]) => names.test(name))
  return row && { kind: 'refused', said: row[1](about), hint: `${row[2](about)}. AWS said: ${message}` }
}

type Words = (about: Circumstances) => string

/** https://docs.aws.amazon.com/signin/latest/APIReference/API_dataplane-signin_CreateOAuth2Token.html */
const SENTENCES: readonly (readonly [names: RegExp, said: Words, hint: Words])[] = [
  [/^TOKEN_EXPIRED$/, about => `the session of ${about.who} has expired`, about => `sign in again: ${about.remedy}`],
  [
    /^USER_CREDENTIALS_CHANGED$/,
    about => `the password of ${about.who} has changed since you signed in`,
    about => `sign in again: ${about.remedy}`,
  ],
  [
    /^AUTHCODE_EXPIRED$/,
    about => `the code from the browser for ${about.who} has expired, or was used before`,
    about => `begin again: ${about.remedy}`,
  ],
  [
    /^INSUFFICIENT_PERMISSIONS$/,
    about => `AWS doesn't let ${about.who} sign in for programs`,
    () =>
      'the identity needs signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token, as in the policy SignInLocalDevelopmentAccess',
  ],
  [
    /^(?:INVALID_REQUEST|invalid_\w+)$/,
    about => `AWS didn't accept the sign-in of ${about.who} in region "${about.region}"`,
    about => `it may belong to another region${clockOf(about)}; sign in again: ${about.remedy}`,
  ],
]
