/** IAM's errors about users, roles and policies as sentences. Pure. */
import { type Circumstances, who } from './circumstances.ts'
import type { Sentence } from './sentence.ts'

/** Undefined for other calls, and for other errors. */
export function administrationSentence(name: string, about: Circumstances, message: string): Sentence | undefined {
  if (!/(?:User|Role|Polic(?:y|ies))$/.test(about.action) || /^Assume/.test(about.action)) return undefined
  const row = SENTENCES.find(([names]) => names.test(name))
  return row && { said: row[1](about), hint: `${row[2]}. AWS said: ${message}` }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html#API_CreateUser_Errors and the pages beside it */
const SENTENCES: readonly (readonly [names: RegExp, said: (about: Circumstances) => string, hint: string])[] = [
  [
    /^AccessDenied/,
    about => `AWS didn't allow ${about.action} for ${who(about)}`,
    'use the credentials of an administrator: awsenv setup USER --from PROFILE',
  ],
  [
    /^EntityAlreadyExists/,
    about => `${about.action}: there is one already`,
    'someone has just made it, or its name differs in upper and lower case: look at the IAM console, and run the command again',
  ],
  [
    /^(?:LimitExceeded)/,
    about => `${about.action}: the account has reached a limit of IAM`,
    'delete what is unused, or ask AWS for a higher quota',
  ],
  [
    /^MalformedPolicyDocument/,
    about => `AWS refused the policy of ${about.action}`,
    'if the user was just made, run the command again in a minute',
  ],
  [
    /^(?:ConcurrentModification|EntityTemporarilyUnmodifiable)/,
    about => `${about.action}: somebody else is changing the same thing`,
    'run the command again in a minute',
  ],
  [/^NoSuchEntity/, about => `${about.action}: it doesn't exist`, 'someone may have deleted it: run the command again'],
]
