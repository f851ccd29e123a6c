/**
 * `credential_process`: a program of the user's that prints a key.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
import type { Context } from '../../../context/context.ts'
import { AwsenvError } from '../../../errors.ts'
import type { Profile } from '../../../profiles/profile.ts'
import { answeredObject, providedKey } from './answered-key.ts'
import type { KeyOnDemand } from './provider.ts'

export const credentialProcess: KeyOnDemand = {
  name: 'credential_process',
  matches: profile => profile.credential_process !== undefined,
  distinction: (_context, { name, credential_process = '' }) => [name, credential_process],
  // This process may hold the lock of a role that the program wants too: it would wait for ever.
  check: (context, profile) => void chainWith(context, profile),
  async provide(context, profile) {
    const what = `credential_process of profile "${profile.name}"`
    const refuse = (why: string): never => {
      throw new AwsenvError(`${what} printed something unusable: ${why}`, { hint: HINT })
    }
    const env = { ...context.environmentBefore, [CHAIN]: chainWith(context, profile).join(',') }
    const text = await context.runCommandLine(profile.credential_process ?? '', { name: what, hint: HINT, env })
    const answer = answeredObject(text, refuse)
    if (answer['Version'] !== 1) return refuse('"Version" is not 1')
    return providedKey(answer, context.now(), refuse)
  },
}

/** If the program asks awsenv for its own profile's key, the two would call each other for ever. */
function chainWith(context: Context, { name }: Profile): readonly string[] {
  const before = (context.env[CHAIN] ?? '').split(',').filter(one => one !== '')
  const chain = [...before, name]
  const path = chain.map(one => `"${one}"`).join(' -> ')
  if (before.includes(name)) {
    throw new AwsenvError(`the credential_process of profile "${name}" asks awsenv for itself: ${path}`, {
      hint: 'make it ask for another profile, or remove credential_process from this one',
    })
  }
  if (chain.length > LONGEST_CHAIN) {
    throw new AwsenvError(`more than ${LONGEST_CHAIN} credential processes call each other: ${path}`, {
      hint: 'make the first one ask for the last profile',
    })
  }
  return chain
}

/** The profiles whose programs run around this one, as in the AWS CLI's _AWS_CLI_PROFILE_CHAIN, with its limit. */
const CHAIN = '_AWSENV_CHAIN'
const LONGEST_CHAIN = 4

const HINT =
  'run it by hand: it has to print JSON with "Version": 1, "AccessKeyId", "SecretAccessKey", and for a temporary key "SessionToken" and "Expiration"'
