/** IAM's roles, and their trust policies. */
import { iamArn } from '../arn.ts'
import { validationError } from '../errors.ts'
import type { Role } from '../identity.ts'
import { authorize } from '../permission.ts'
import { principalsOf } from '../policy/trust-policy.ts'
import { timestamp } from '../session.ts'
import type { World } from '../world.ts'
import type { Action } from './action.ts'
import {
  alreadyExists,
  limitExceeded,
  malformedPolicy,
  nameAsked,
  pathAsked,
  required,
  roleAsked,
  shownTags,
  tagsAsked,
} from './iam.ts'
import { sameName } from './users.ts'

/** Characters of a trust policy, blanks not counted. */
const TRUST_SIZE = 2048

export const createRole: Action = call => {
  const { world, caller, parameters } = call
  const { account } = caller.identity
  const [name, path] = [nameAsked(call, 'RoleName', 64), pathAsked(call)]
  const arn = iamArn(account, `role${path}${name}`)
  authorize(call, 'iam:CreateRole', arn)
  const tags = tagsAsked(call, 'iam:TagRole', arn)
  const isTaken = [...world.roles.values()].some(role => role.account === account && sameName(role.name, name))
  if (isTaken) throw alreadyExists(`Role with name ${name} already exists.`)
  const trust = trustIn(world, required(call, 'AssumeRolePolicyDocument'))
  const maxSessionDuration = durationIn(parameters['MaxSessionDuration'])
  const role = world.addRole(account, name, trust, { path, permissions: [], mayAssume: [], maxSessionDuration })
  for (const [key, value] of tags) role.tags.set(key, value)
  return { Role: facts(world, role) }
}

export const getRole: Action = call => {
  const role = roleAsked(call, 'iam:GetRole')
  return { Role: { ...facts(call.world, role), Tags: shownTags(role.tags) } }
}

export const listRoles: Action = call => {
  const { account } = call.caller.identity
  authorize(call, 'iam:ListRoles', iamArn(account, 'role/'))
  const roles = [...call.world.roles.values()].filter(role => role.account === account)
  return { Roles: roles.map(role => facts(call.world, role)), IsTruncated: 'false' }
}

export const updateAssumeRolePolicy: Action = call => {
  const role = roleAsked(call, 'iam:UpdateAssumeRolePolicy')
  Object.assign(role, call.world.trustOf(trustIn(call.world, required(call, 'PolicyDocument'))))
  return {}
}

export const updateRole: Action = call => {
  const role = roleAsked(call, 'iam:UpdateRole')
  role.maxSessionDuration = durationIn(call.parameters['MaxSessionDuration'], role.maxSessionDuration)
  return {}
}

function facts(world: World, role: Role) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: timestamp(role.createDate),
    AssumeRolePolicyDocument: encodeURIComponent(shownTrust(world, role)),
    MaxSessionDuration: String(role.maxSessionDuration),
  }
}

/** A user who is gone, or who was made anew, appears by the id that the role keeps. */
function shownTrust(world: World, { trustDocument, trustedIds }: Role): string {
  const gone = [...trustedIds].filter(([arn, id]) => world.users.get(arn)?.id !== id)
  return gone.reduce((text, [arn, id]) => text.replaceAll(JSON.stringify(arn), JSON.stringify(id)), trustDocument)
}

/** @throws ApiError MalformedPolicyDocument, also for a user that is not there, or not known everywhere yet */
function trustIn(world: World, text: string): unknown {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw malformedPolicy('This policy contains invalid Json')
  }
  if (text.replace(/\s/g, '').length > TRUST_SIZE)
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_SIZE}`)
  const { trustPolicy } = world.trustOf(document)
  for (const arn of principalsOf(trustPolicy).filter(one => /:user\//.test(one))) {
    const user = world.users.get(arn)
    if (user && user.refusals === 0) continue
    if (user) user.refusals--
    throw malformedPolicy(`Invalid principal in policy: "AWS":"${arn}"`)
  }
  return document
}

function durationIn(text: string | undefined, usual = 3600): number {
  const seconds = text === undefined ? usual : Number(text)
  if (seconds >= 3600 && seconds <= 43_200) return seconds
  throw validationError(
    `1 validation error detected: Value '${text}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${seconds < 3600 ? 'greater than or equal to 3600' : 'less than or equal to 43200'}`,
  )
}
