import { isRoleArn } from '../arn.ts'
import { authorizeAssumption } from '../authorization.ts'
import { validationError } from '../errors.ts'
import { spendMfaCode } from '../mfa.ts'
import { credentialsOf, issueSession, sessionArn } from '../session.ts'
import { packedPolicySize } from '../session-policy.ts'
import { validateTags } from '../session-tags.ts'
import { MFA_CONSTRAINTS, validate } from '../validation.ts'
import type { Action } from './action.ts'

export const assumeRole: Action = ({ world, caller, parameters, now }) => {
  validate(parameters, CONSTRAINTS)
  const { RoleArn = '', RoleSessionName = '', SourceIdentity } = parameters
  if (!isRoleArn(RoleArn)) throw validationError(`${RoleArn} is invalid`)
  validateTags(parameters)
  const packed = packedPolicySize(parameters)
  const mfa = spendMfaCode(caller, parameters, now)
  const role = authorizeAssumption(world, caller, parameters, now, mfa)
  const duration = Number(parameters['DurationSeconds'] ?? 3600)
  if (duration > role.maxSessionDuration)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  if (duration > 3600 && caller.session)
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  const session = issueSession(world, now, duration, { identity: role, roleSessionName: RoleSessionName })
  return {
    Credentials: credentialsOf(session),
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${RoleSessionName}`, Arn: sessionArn(role, RoleSessionName) },
    PackedPolicySize: packed === undefined ? undefined : String(packed),
    SourceIdentity,
  }
}

const NAME = /[\w+=,.@-]*/

/** What the two ways to assume a role have in common. */
export const ROLE_CONSTRAINTS = {
  RoleArn: { required: true, min: 20, max: 2048 },
  RoleSessionName: { required: true, min: 2, max: 64, pattern: NAME },
  DurationSeconds: { integer: [900, 43_200] },
} as const

const CONSTRAINTS = {
  ...ROLE_CONSTRAINTS,
  ExternalId: { min: 2, max: 1224, pattern: /[\w+=,.@:/-]*/ },
  SourceIdentity: { min: 2, max: 64, pattern: NAME },
  ...MFA_CONSTRAINTS,
} as const
