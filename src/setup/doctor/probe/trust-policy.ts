import { unlessDenied } from '../../../aws/iam.ts'
import { getRole } from '../../../aws/roles.ts'
import { parseRoleArn } from '../../../model/arn.ts'
import { type Finding, skipped, words } from '../../finding.ts'
import { trustFindings } from '../../trust/findings.ts'
import { parseTrust } from '../../trust/parse.ts'
import { noRole } from './bare-key.ts'
import type { Probe } from './probe.ts'

/** What the trust policies say, where somebody may read them: the role itself, or else the key. */
export const trustPolicy: Probe = {
  name: 'trust-policy',
  ok: 'the trust policy admits only those it names, and only with a recent MFA code',
  calls: 'iam GetRole with the session of each role, or with the key',
  async find(subject) {
    const { roles, context, caller } = subject
    if (roles.length === 0) return [noRole()]
    const sessions = await subject.entered()
    const findings: Finding[] = []
    for (const { roleArn } of roles) {
      const accessKey = sessions.get(roleArn) ?? caller.accessKey
      const { roleName } = parseRoleArn(roleArn)
      const text = (await unlessDenied(getRole(context.transport, { ...caller, accessKey }, roleName)))?.trust
      if (text === undefined) findings.push(unread(roleArn))
      else findings.push(...judged(roleArn, text))
    }
    return findings
  },
}

function judged(roleArn: string, text: string): readonly Finding[] {
  return trustFindings(parseTrust(text, `the trust policy of "${roleArn}"`)).map(({ severity, what, remedy }) => ({
    state: severity,
    what: words`the trust policy of "${roleArn}": ${what}`,
    remedy,
  }))
}

function unread(roleArn: string): Finding {
  return skipped(
    words`neither the key nor a session of the role may read the trust policy of "${roleArn}"`,
    'as an administrator: aws iam get-role --role-name NAME >role.json; awsenv policy trust --check role.json',
  )
}
