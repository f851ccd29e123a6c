/** What AWS says to AssumeRoleWithWebIdentity, as sentences: it is a token that is refused there, and no key. Pure. */
import type { Circumstances } from './circumstances.ts'
import type { Sentence } from './sentence.ts'

export function webIdentitySentence(name: string, about: Circumstances, message: string): Sentence | undefined {
  const row = SENTENCES.find(([names]) => names.test(name))
  return row && { said: row[1](about), hint: `${row[2]}. AWS said: ${message}` }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors */
const SENTENCES: readonly (readonly [names: RegExp, said: (about: Circumstances) => string, hint: string])[] = [
  [
    /^AccessDenied/,
    about => `AWS did not let the holder of ${about.who} assume "${about.roleArn}"`,
    "the role does not exist, or its trust policy does not name the token's identity provider, subject and audience",
  ],
  [
    /^InvalidIdentityToken/,
    about => `AWS does not accept ${about.who}`,
    'the identity provider has to be known in the account of the role, with the audience of the token',
  ],
  [/^ExpiredToken/, about => `${about.who} has expired`, 'have whoever writes that file write a new one'],
  [
    /^IDP/,
    about => `the identity provider of ${about.who} refused it, or did not answer AWS`,
    'get a new token, and try again',
  ],
]
