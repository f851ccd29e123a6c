import { duration } from '../../../model/duration.ts'
import { shellWord } from '../../../shells/posix.ts'
import { failure, skipped, warning, words } from '../../finding.ts'
import { noRole } from './bare-key.ts'
import type { Probe } from './probe.ts'

/** Whether the right way works: without it, a refusal of the wrong ones proves little. */
export const mfaLogin: Probe = {
  name: 'mfa-login',
  ok: 'the role takes a login with MFA',
  calls: 'sts AssumeRole with your login, if there is one',
  async find(subject) {
    const { roles, source, context } = subject
    if (roles.length === 0) return [noRole()]
    const login = await subject.login()
    const again = `awsenv login ${shellWord(source.base.name)}`
    if (login === undefined)
      return [skipped(words`there is no login with MFA to try the roles with`, `${again}, then the probe again`)]
    const age = context.now() / 1000 - login.since
    const refused = [...(await subject.entered())].filter(([, session]) => session === undefined)
    return refused.map(([arn]) =>
      age < FRESH
        ? failure(
            words`"${arn}" refuses even a fresh login with MFA`,
            'look for a Deny and for conditions in its trust policy (awsenv policy trust --check), and for sts:AssumeRole in the policies of the user',
          )
        : warning(
            words`"${arn}" refuses a login with MFA that is ${duration(age)} old: its trust policy may want a newer code, or it refuses every login`,
            `${again} --refresh, then the probe again`,
          ),
    )
  },
}

/** In seconds: no trust policy asks for a newer code. */
const FRESH = 300
