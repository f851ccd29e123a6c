/** IAM's errors about MFA devices as sentences. Pure. */
import { type Circumstances, who } from './circumstances.ts'
import type { Sentence } from './sentence.ts'

export function mfaDeviceSentence(name: string, about: Circumstances, message: string): Sentence | undefined {
  const row = SENTENCES.find(([names]) => names.test(name))
  return row && { ...row[1](about), hint: `${row[2]}. AWS said: ${message}` }
}

type Said = Pick<Sentence, 'kind' | 'said'>

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html#API_EnableMFADevice_Errors */
const SENTENCES: readonly (readonly [names: RegExp, said: (about: Circumstances) => Said, hint: string])[] = [
  [
    /^InvalidAuthenticationCode/,
    () => ({ kind: 'mfa code', said: 'AWS refused the two codes' }),
    "enter two codes from this device, one right after the other, and check that the device's clock is right",
  ],
  [
    /^LimitExceeded/,
    about => ({ said: `${who(about)} has as many MFA devices as AWS allows` }),
    'a user can have eight: remove one in the IAM console',
  ],
  [
    /^AccessDenied/,
    about => ({ said: `AWS didn't allow ${about.action} for ${who(about)}` }),
    'the user needs a policy that lets it enrol its own MFA device: awsenv policy user prints one',
  ],
  [
    /^EntityTemporarilyUnmodifiable/,
    about => ({ said: `AWS is still changing the MFA devices of ${who(about)}` }),
    'try again in a minute',
  ],
  [
    /^NoSuchEntity/,
    about => ({ said: `${about.action}: this MFA device doesn't exist` }),
    'someone deleted it: run awsenv mfa enrol again',
  ],
]
