/** A user's access keys, two at most. */
import { ApiError } from '../errors.ts'
import type { LongTermKey } from '../identity.ts'
import { authorize } from '../permission.ts'
import { timestamp } from '../session.ts'
import type { Action, Call } from './action.ts'
import { userAsked } from './iam.ts'

export const createAccessKey: Action = call => {
  const user = userAsked(call, 'iam:CreateAccessKey')
  if (user.keys.length >= 2) throw new ApiError(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2')
  const key = call.world.addKey(user)
  key.refusals = call.world.newKeyRefusals
  return { AccessKey: { ...facts(user.name, key), SecretAccessKey: key.secretAccessKey } }
}

export const listAccessKeys: Action = call => {
  const user = userAsked(call, 'iam:ListAccessKeys')
  return { AccessKeyMetadata: user.keys.map(key => facts(user.name, key)), IsTruncated: 'false' }
}

export const updateAccessKey: Action = call => {
  const { key } = keyAsked(call, 'iam:UpdateAccessKey')
  key.active = call.parameters['Status'] === 'Active'
  return {}
}

export const deleteAccessKey: Action = call => {
  const { user, key } = keyAsked(call, 'iam:DeleteAccessKey')
  user.keys.splice(user.keys.indexOf(key), 1)
  return {}
}

/** AWS finds the user of the key: no parameter names one. */
export const getAccessKeyLastUsed: Action = call => {
  const holder = call.world.keyHolder(call.parameters['AccessKeyId'] ?? '')
  if (holder?.user.account !== call.caller.identity.account) throw keyNotFound(call.parameters['AccessKeyId'])
  const { user, key } = holder
  authorize(call, 'iam:GetAccessKeyLastUsed', user.arn, `user ${user.name}`)
  const never = { Region: 'N/A', ServiceName: 'N/A' }
  const used = key.lastUsed === undefined ? never : { ...never, LastUsedDate: timestamp(key.lastUsed) }
  return { UserName: user.name, AccessKeyLastUsed: used }
}

function keyAsked(call: Call, action: string) {
  const user = userAsked(call, action)
  const id = call.parameters['AccessKeyId'] ?? ''
  const key = user.keys.find(({ accessKeyId }) => accessKeyId === id)
  if (!key) throw keyNotFound(id)
  return { user, key }
}

const keyNotFound = (id = '') => new ApiError(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found.`)

function facts(UserName: string, { accessKeyId, active, createDate }: LongTermKey) {
  const Status = active ? 'Active' : 'Inactive'
  return { UserName, AccessKeyId: accessKeyId, Status, CreateDate: timestamp(createDate) }
}
