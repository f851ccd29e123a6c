/** What IAM tells of a user and an account. */
import type { Caller } from '../caller.ts'
import { ApiError, invalidClientTokenId, notAuthorized, validationError } from '../errors.ts'
import type { User } from '../identity.ts'
import { timestamp } from '../session.ts'
import type { Action, Call } from './action.ts'

export const listMfaDevices: Action = call => {
  const user = userAsked(call, 'iam:ListMFADevices')
  const devices = user.devices.map(({ serialNumber, enableDate }) => ({
    UserName: user.name,
    SerialNumber: serialNumber,
    EnableDate: timestamp(enableDate),
  }))
  return { MFADevices: devices, IsTruncated: 'false' }
}

export const getUser: Action = call => {
  const { path, name, id, arn, createDate } = userAsked(call, 'iam:GetUser')
  return { User: { Path: path, UserName: name, UserId: id, Arn: arn, CreateDate: timestamp(createDate) } }
}

export const listAccountAliases: Action = ({ caller }) => {
  authorize(caller, 'iam:ListAccountAliases', '*')
  const { alias } = caller.identity.account
  return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: 'false' }
}

/** The user that a call names, or else the caller himself. */
export function userAsked({ world, caller, parameters }: Call, action: string): User {
  const { identity } = caller
  const name = parameters['UserName'] ?? (identity.kind === 'role' ? undefined : identity.name)
  authorize(caller, action, `user ${name ?? ''}`.trim())
  if (name === undefined) throw validationError('Must specify userName when calling with non-User credentials')
  const user = [...world.users.values()].find(one => one.account === identity.account && one.name === name)
  if (!user) throw new ApiError(404, 'NoSuchEntity', `The user with name ${name} cannot be found.`)
  return user
}

/** IAM does not take a user's session that was made without MFA. */
function authorize(caller: Caller, action: string, resource: string): void {
  const { identity, session } = caller
  if (session && identity.kind !== 'role' && session.mfaAt === undefined) throw invalidClientTokenId()
  if (identity.permissions.has(action) || identity.permissions.has('*')) return
  if (identity.permissionsWithMfa.has(action) && session?.mfaAt !== undefined) return
  throw notAuthorized(caller.arn, action, resource, ` because no identity-based policy allows the ${action} action`)
}
