import { accessDenied } from '../errors.ts'
import { spendMfaCode } from '../mfa.ts'
import { credentialsOf, issueSession } from '../session.ts'
import { MFA_CONSTRAINTS, validate } from '../validation.ts'
import type { Action } from './action.ts'

/** Needs a long-term key and no permission. */
export const getSessionToken: Action = ({ world, caller, parameters, now }) => {
  if (caller.session) throw accessDenied('Cannot call GetSessionToken with session credentials')
  validate(parameters, { DurationSeconds: { integer: [900, 129_600] }, ...MFA_CONSTRAINTS })
  const mfaAt = spendMfaCode(caller, parameters, now) ? now : undefined
  const asked = Number(parameters['DurationSeconds'] ?? 43_200)
  const duration = caller.identity.kind === 'root' ? Math.min(asked, 3600) : asked
  return {
    Credentials: credentialsOf(
      issueSession(world, now, duration, { identity: caller.identity, mfaAt, madeWith: caller.accessKeyId }),
    ),
  }
}
