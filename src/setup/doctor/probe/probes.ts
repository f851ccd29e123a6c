/** Every probe of an account, in the order of the list, and what the person is told before the first request. */
import { accessKeys } from './access-keys.ts'
import { bareKey } from './bare-key.ts'
import { identity } from './identity.ts'
import { listing } from './listing.ts'
import { mfaDevice } from './mfa-device.ts'
import { mfaLogin } from './mfa-login.ts'
import type { Probe } from './probe.ts'
import { sessionWithoutMfa } from './session-without-mfa.ts'
import { trustPolicy } from './trust-policy.ts'
import { userPolicies } from './user-policies.ts'

const ALL: readonly Probe[] = [
  ...[identity, mfaDevice, accessKeys, listing, bareKey, sessionWithoutMfa, mfaLogin, trustPolicy, userPolicies],
]

/** A key that AWS does not know, and an AWS that does not answer, are found out once, and not by each of them. */
export const PROBES: readonly Probe[] = ALL.map(probe => ({
  ...probe,
  async find(subject) {
    await subject.identity()
    return probe.find(subject)
  },
}))

/** What a person should know before they agree. */
export function announcement(): readonly string[] {
  return [
    'the probe asks AWS with your long-term key, and expects to be refused:',
    ...PROBES.map(({ calls }) => `  ${calls}`),
    'all of it is recorded in CloudTrail, and may raise an alarm: if others watch the account, tell them first',
    'nothing is changed; what AWS grants by mistake is thrown away, and no MFA code is asked for',
  ]
}
