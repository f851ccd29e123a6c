import { iamArn, isRoleArn } from '../arn.ts'
import { ApiError, accessDenied, validationError } from '../errors.ts'
import type { Role } from '../identity.ts'
import { evaluateTrust } from '../policy/trust-policy.ts'
import { credentialsOf, issueSession, sessionArn } from '../session.ts'
import { packedPolicySize } from '../session-policy.ts'
import { validate } from '../validation.ts'
import type { WebIdentity } from '../web-identity.ts'
import type { UnsignedAction } from './action.ts'
import { ROLE_CONSTRAINTS } from './assume-role.ts'

/** Nobody signs: the token alone says who asks. */
export const assumeRoleWithWebIdentity: UnsignedAction = ({ world, parameters, now }) => {
  validate(parameters, { ...ROLE_CONSTRAINTS, WebIdentityToken: { required: true, min: 4, max: 20_000 } })
  const { RoleArn = '', RoleSessionName = '', WebIdentityToken = '' } = parameters
  if (!isRoleArn(RoleArn)) throw validationError(`${RoleArn} is invalid`)
  const packed = packedPolicySize(parameters)
  const identity = world.webIdentities.get(WebIdentityToken)
  if (identity === undefined)
    throw new ApiError(
      400,
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    )
  const { provider, subject, audience, expiration } = identity
  if (expiration <= now) {
    const [current, last] = [now, expiration].map(at => Math.floor(at / 1000))
    throw new ApiError(
      400,
      'ExpiredTokenException',
      `Token expired: current date/time ${current} must be before the expiration date/time ${last}`,
    )
  }
  const role = world.roles.get(RoleArn)
  if (!role || !trusts(role, identity, RoleSessionName))
    throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity')
  const duration = Number(parameters['DurationSeconds'] ?? 3600)
  if (duration > role.maxSessionDuration)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  const session = issueSession(world, now, duration, { identity: role, roleSessionName: RoleSessionName })
  return {
    Credentials: credentialsOf(session),
    SubjectFromWebIdentityToken: subject,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${RoleSessionName}`, Arn: sessionArn(role, RoleSessionName) },
    Provider: iamArn(role.account, `oidc-provider/${provider}`),
    Audience: audience,
    PackedPolicySize: packed === undefined ? undefined : String(packed),
  }
}

function trusts(role: Role, { provider, subject, audience }: WebIdentity, roleSessionName: string): boolean {
  const principal = { arns: [iamArn(role.account, `oidc-provider/${provider}`)], account: [] }
  const context = {
    [`${provider}:sub`]: subject,
    [`${provider}:aud`]: audience,
    'sts:rolesessionname': roleSessionName,
  }
  return evaluateTrust(role.trustPolicy, 'sts:AssumeRoleWithWebIdentity', principal, context) === 'named'
}
