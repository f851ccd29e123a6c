import { getSessionToken } from '../../../aws/sts.ts'
import { type Finding, failure, words } from '../../finding.ts'
import { DEMAND_MFA, noRole } from './bare-key.ts'
import type { Probe } from './probe.ts'
import { assumed } from './subject.ts'

/** GetSessionToken needs no code and no permission. Its session says "false" about MFA, which `Null` lets in. */
export const sessionWithoutMfa: Probe = {
  name: 'session-without-mfa',
  ok: 'a session made without a code is refused by the role',
  calls: 'sts GetSessionToken without a code, and AssumeRole with that session, once for each role',
  async find(subject) {
    if (subject.roles.length === 0) return [noRole()]
    const session = await getSessionToken(subject.context.transport, subject.caller, { durationSeconds: 900 }, {})
    const findings: Finding[] = []
    for (const role of subject.roles) {
      if ((await assumed(subject, session, role)) === undefined) continue
      findings.push(failure(words`"${role.roleArn}" takes a session that was made without an MFA code`, DEMAND_MFA))
    }
    return findings
  },
}
