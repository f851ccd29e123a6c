/** IAM's users. */
import { iamArn } from '../arn.ts'
import type { User } from '../identity.ts'
import { authorize } from '../permission.ts'
import { timestamp } from '../session.ts'
import type { Action } from './action.ts'
import { alreadyExists, nameAsked, pathAsked, shownTags, tagsAsked, userAsked } from './iam.ts'

export const createUser: Action = call => {
  const { world, caller } = call
  const { account } = caller.identity
  const [name, path] = [nameAsked(call, 'UserName', 64), pathAsked(call)]
  const arn = iamArn(account, `user${path}${name}`)
  authorize(call, 'iam:CreateUser', arn)
  const tags = tagsAsked(call, 'iam:TagUser', arn)
  const isTaken = [...world.users.values()].some(user => user.account === account && sameName(user.name, name))
  if (isTaken) throw alreadyExists(`User with name ${name} already exists.`)
  const user = world.addUser(account, name, { path, mayAssume: [] })
  for (const [key, value] of tags) user.tags.set(key, value)
  user.refusals = world.newUserRefusals
  return { User: facts(user) }
}

export const getUser: Action = call => {
  const user = userAsked(call, 'iam:GetUser')
  return { User: { ...facts(user), Tags: shownTags(user.tags) } }
}

export const listUsers: Action = call => {
  const { account } = call.caller.identity
  authorize(call, 'iam:ListUsers', iamArn(account, 'user/'))
  const users = [...call.world.users.values()].filter(user => user.account === account && user.kind === 'user')
  return { Users: users.map(facts), IsTruncated: 'false' }
}

export const listGroupsForUser: Action = call => {
  userAsked(call, 'iam:ListGroupsForUser')
  return { Groups: [], IsTruncated: 'false' }
}

/** Names of users and roles are unique whatever their case and their path. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function facts({ path, name, id, arn, createDate }: User) {
  return { Path: path, UserName: name, UserId: id, Arn: arn, CreateDate: timestamp(createDate) }
}
