import { failure, ok, words } from '../../finding.ts'
import type { Probe } from './probe.ts'

/** Whose key it is: no policy binds the root user, who should have no key. */
export const identity: Probe = {
  name: 'identity',
  ok: 'the key belongs to an IAM user',
  calls: 'sts GetCallerIdentity',
  async find(subject) {
    const { arn } = await subject.identity()
    if (/:user\//.test(arn)) return [ok(words`the key belongs to the IAM user ${arn}`)]
    if (arn.endsWith(':root'))
      return [
        failure(
          words`the key belongs to the root user of the account, whom no policy and no missing MFA code stops`,
          "make an IAM user (awsenv setup NAME), and delete this key in the console, under the root user's Security credentials",
        ),
      ]
    return [failure(words`the key belongs to ${arn}, which is no IAM user`, 'use the key of an IAM user')]
  },
}
