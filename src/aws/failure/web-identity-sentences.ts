/** The errors of AssumeRoleWithWebIdentity as sentences: AWS refuses a token there, not a key. Pure. */
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
    about => `AWS didn't let the holder of ${about.who} assume "${about.roleArn}"`,
    "the role doesn't exist, or its trust policy doesn't name the token's identity provider, subject and audience",
  ],
  [
    /^InvalidIdentityToken/,
    about => `AWS doesn't accept ${about.who}`,
    "the role's account must know the identity provider and the token's audience",
  ],
  [/^ExpiredToken/, about => `${about.who} has expired`, 'have the program that writes that file write a new one'],
  [
    /^IDP/,
    about => `the identity provider of ${about.who} refused it, or didn't answer AWS`,
    'get a new token, and try again',
  ],
]
