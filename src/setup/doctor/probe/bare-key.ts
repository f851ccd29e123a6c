import { type Finding, failure, skipped, words } from '../../finding.ts'
import type { Probe } from './probe.ts'
import { assumed } from './subject.ts'

/** The decisive question: does the stolen key alone get the role? */
export const bareKey: Probe = {
  name: 'bare-key',
  ok: 'the key alone is refused by the role',
  calls: 'sts AssumeRole with the key alone, once for each role',
  async find(subject) {
    if (subject.roles.length === 0) return [noRole()]
    const findings: Finding[] = []
    for (const role of subject.roles) {
      if ((await assumed(subject, subject.caller.accessKey, role)) === undefined) continue
      findings.push(failure(words`"${role.roleArn}" takes the key alone, without an MFA code`, DEMAND_MFA))
    }
    return findings
  },
}

export function noRole(): Finding {
  return skipped(words`no profile has a role that this key assumes`, 'name one: awsenv doctor --probe ACCOUNT ROLE')
}

/** What a trust policy must have. */
export const DEMAND_MFA =
  'demand MFA in its trust policy, by "Bool": { "aws:MultiFactorAuthPresent": "true" }; as an administrator, awsenv setup USER --role ROLE --narrow does it'
