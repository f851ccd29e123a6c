/** What IAM's calls have in common: whom they mean, and the errors that they share. */
import { iamArn } from '../arn.ts'
import { ApiError, validationError } from '../errors.ts'
import type { Role, User } from '../identity.ts'
import { authorize } from '../permission.ts'
import { members } from '../query.ts'
import type { Call } from './action.ts'

/** The user that a call names, or else the caller itself. */
export function userAsked(call: Call, action: string): User {
  const { world, caller, parameters } = call
  const { identity } = caller
  const name = parameters['UserName'] ?? (identity.kind === 'role' ? undefined : identity.name)
  const user = [...world.users.values()].find(one => one.account === identity.account && one.name === name)
  const arn = user?.arn ?? iamArn(identity.account, `user/${name ?? ''}`)
  authorize(call, action, arn, `user ${name ?? ''}`.trim())
  if (name === undefined) throw validationError('Must specify userName when calling with non-User credentials')
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return user
}

/** The role that a call names. */
export function roleAsked(call: Call, action: string): Role {
  const { account } = call.caller.identity
  const name = required(call, 'RoleName')
  const role = [...call.world.roles.values()].find(one => one.account === account && one.name === name)
  authorize(call, action, role?.arn ?? iamArn(account, `role/${name}`), `role ${name}`)
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`)
  return role
}

/** @throws ApiError ValidationError */
export function required({ parameters }: Call, name: string): string {
  const value = parameters[name]
  if (value !== undefined && value !== '') return value
  const field = name.charAt(0).toLowerCase() + name.slice(1)
  throw validationError(
    `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
  )
}

/** A path such as `/` or `/team/dev/`. @throws ApiError ValidationError */
export function pathAsked({ parameters }: Call): string {
  const path = parameters['Path'] ?? '/'
  if (/^\/(?:[\x21-\x7e]+\/)?$/.test(path)) return path
  throw validationError(
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  )
}

/** The tags that a call gives to what it creates, which takes a permission of its own. */
export function tagsAsked(call: Call, action: string, arn: string): readonly (readonly [string, string])[] {
  const tags = members(call.parameters, 'Tags').map(({ Key = '', Value = '' }) => [Key, Value] as const)
  if (tags.length > 0) authorize(call, action, arn)
  return tags
}

export function shownTags(tags: ReadonlyMap<string, string>) {
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}

/** A name of a user, a role, a policy. @throws ApiError ValidationError */
export function nameAsked(call: Call, parameter: string, longest: number): string {
  const name = required(call, parameter)
  if (/^[\w+=,.@-]+$/.test(name) && name.length <= longest) return name
  const field = parameter.charAt(0).toLowerCase() + parameter.slice(1)
  throw validationError(
    `The specified value for ${field} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  )
}

export const noSuchEntity = (message: string) => new ApiError(404, 'NoSuchEntity', message)
export const alreadyExists = (message: string) => new ApiError(409, 'EntityAlreadyExists', message)
export const limitExceeded = (message: string) => new ApiError(409, 'LimitExceeded', message)
export const malformedPolicy = (message: string) => new ApiError(400, 'MalformedPolicyDocument', message)
