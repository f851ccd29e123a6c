/** What IAM has of the user and the role. */
import { type ListedKey, listAccessKeys } from '../../aws/access-keys.ts'
import type { Caller } from '../../aws/client/call.ts'
import { listMfaDevices } from '../../aws/mfa-devices.ts'
import type { Tags } from '../../aws/policy-documents.ts'
import { getRole, rolePolicies } from '../../aws/roles.ts'
import { attachedUserPolicies, getUser, userPolicies } from '../../aws/users.ts'
import type { Context } from '../../context/context.ts'
import { misused } from '../../errors.ts'
import { parseRoleArn } from '../../model/arn.ts'
import type { ExistingRole, ExistingUser } from '../plan/plan.ts'
import { type UserName, userNamed } from '../policy/account-plan.ts'

/** The tag of what awsenv has made. */
export const MARK: Tags = new Map([['awsenv', 'setup']])

/** The user as IAM knows it: `name` has the path that it really has. */
export type ExaminedUser = {
  readonly name: UserName
  readonly existing: ExistingUser | undefined
  readonly keys: readonly ListedKey[]
  readonly hasDevice: boolean
}

/** @throws AwsenvError if the user exists under another path than the one that was typed. */
export async function examineUser({ transport }: Context, caller: Caller, asked: UserName): Promise<ExaminedUser> {
  const user = await getUser(transport, caller, asked.name)
  if (user === undefined) return { name: asked, existing: undefined, keys: [], hasDevice: false }
  checkPath(asked.arn, user.arn, asked.path !== '/')
  const [policies, attached, keys = [], devices] = await Promise.all([
    userPolicies(transport, caller, asked.name),
    attachedUserPolicies(transport, caller, asked.name),
    listAccessKeys(transport, { ...caller, userName: asked.name }),
    listMfaDevices(transport, caller, asked.name),
  ])
  const existing = { isOurs: isOurs(user.tags), policies, attached }
  return { name: userNamed(user.arn, undefined), existing, keys, hasDevice: devices.length > 0 }
}

export type ExaminedRole = { readonly arn: string; readonly existing: ExistingRole | undefined }

/** @throws AwsenvError as above */
export async function examineRole({ transport }: Context, caller: Caller, asked: string): Promise<ExaminedRole> {
  const { roleName, path } = parseRoleArn(asked)
  const role = await getRole(transport, caller, roleName)
  if (role === undefined) return { arn: asked, existing: undefined }
  checkPath(asked, role.arn, path !== '')
  const policies = await rolePolicies(transport, caller, roleName)
  return { arn: role.arn, existing: { isOurs: isOurs(role.tags), trust: role.trust, policies } }
}

/** IAM has each name once in an account, whatever its path. */
function checkPath(asked: string, found: string, hasPath: boolean): void {
  if (asked === found || !hasPath) return
  throw misused(
    `"${asked}" exists under another path, as "${found}"`,
    'type its name with that path, or without a path',
  )
}

function isOurs(tags: Tags): boolean {
  return [...MARK].every(([key, value]) => tags.get(key) === value)
}
