/** IAM's errors about access keys as sentences. Pure. */
import { administrationSentence } from './administration-sentences.ts'
import { type Circumstances, who } from './circumstances.ts'
import { mfaDeviceSentence } from './mfa-device-sentences.ts'
import type { Sentence } from './sentence.ts'

export function iamSentence(name: string, about: Circumstances, message: string): Sentence | undefined {
  if (/MFADevice$/.test(about.action)) return mfaDeviceSentence(name, about, message)
  if (!/AccessKey/.test(about.action)) return administrationSentence(name, about, message)
  // A key missing for a list or a last use isn't a key to change.
  if (/^NoSuchEntity/.test(name) && !/^(?:Update|Delete)/.test(about.action)) return undefined
  const row = SENTENCES.find(([names]) => names.test(name))
  return row && { ...row[1](about), hint: `${row[2]}. AWS said: ${message}` }
}

type Said = Pick<Sentence, 'kind' | 'said'>

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html#API_CreateAccessKey_Errors */
const SENTENCES: readonly (readonly [names: RegExp, said: (about: Circumstances) => Said, hint: string])[] = [
  [
    /^AccessDenied/,
    about => ({ said: `AWS didn't allow ${about.action} for ${who(about)}` }),
    'the user needs a policy that allows iam:CreateAccessKey, iam:UpdateAccessKey and iam:DeleteAccessKey on itself, with MFA ("self-manage credentials with MFA" in the IAM guide)',
  ],
  [
    /^LimitExceeded/,
    about => ({ said: `${who(about)} already has two access keys, and AWS allows no third` }),
    'delete the unused one in the IAM console or with aws iam delete-access-key',
  ],
  [
    /^NoSuchEntity/,
    about => ({ kind: 'no such key', said: `${about.action}: ${who(about)} has no such access key` }),
    'it was deleted already',
  ],
]
