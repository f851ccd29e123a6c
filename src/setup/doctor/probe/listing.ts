import { mayListBuckets } from '../../../aws/s3.ts'
import { mayListRoles, mayListUsers } from '../../../aws/user-rights.ts'
import { AwsenvError } from '../../../errors.ts'
import { type Finding, failure, known, skipped, words } from '../../finding.ts'
import type { Probe } from './probe.ts'

/** A thief who can list the roles can try them all. */
export const listing: Probe = {
  name: 'listing',
  ok: 'the key alone can list neither roles nor users nor buckets',
  calls: 'iam ListRoles, iam ListUsers, s3 ListBuckets',
  async find({ context, caller }) {
    const findings: Finding[] = []
    for (const { what, action, ask } of QUESTIONS) {
      try {
        if (await ask(context.transport, caller))
          findings.push(
            failure(
              words`the key alone can list the ${known(what)} of the account`,
              `deny ${action} to the user without MFA, as the policy does that awsenv setup gives it (awsenv policy user prints it)`,
            ),
          )
      } catch (error) {
        if (!(error instanceof AwsenvError)) throw error
        findings.push(
          skipped(words`whether the key can list the ${known(what)} is not known: ${error.message}`, error.hint),
        )
      }
    }
    return findings
  },
}

const QUESTIONS = [
  { what: 'roles', action: 'iam:ListRoles', ask: mayListRoles },
  { what: 'users', action: 'iam:ListUsers', ask: mayListUsers },
  { what: 'buckets', action: 's3:ListAllMyBuckets', ask: mayListBuckets },
] as const
