/** The table of the two services and their calls. */
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './access-keys.ts'
import type { Action, UnsignedAction } from './action.ts'
import { assumeRole } from './assume-role.ts'
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { getAccessKeyInfo } from './get-access-key-info.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { getSessionToken } from './get-session-token.ts'
import { getUser, listAccountAliases, listMfaDevices } from './iam.ts'

export type Service = {
  /** As a signature's scope names it. */
  readonly name: 'sts' | 'iam'
  /** The `Version` parameter of its calls, which tells the two apart. */
  readonly version: string
  readonly namespace: string
  readonly actions: ReadonlyMap<string, Action>
  readonly unsigned: ReadonlyMap<string, UnsignedAction>
}

export const STS: Service = {
  name: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  actions: new Map([
    ['AssumeRole', assumeRole],
    ['GetAccessKeyInfo', getAccessKeyInfo],
    ['GetCallerIdentity', getCallerIdentity],
    ['GetSessionToken', getSessionToken],
  ]),
  unsigned: new Map([['AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity]]),
}

export const IAM: Service = {
  name: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  actions: new Map([
    ['CreateAccessKey', createAccessKey],
    ['DeleteAccessKey', deleteAccessKey],
    ['GetAccessKeyLastUsed', getAccessKeyLastUsed],
    ['GetUser', getUser],
    ['ListAccessKeys', listAccessKeys],
    ['UpdateAccessKey', updateAccessKey],
    ['ListAccountAliases', listAccountAliases],
    ['ListMFADevices', listMfaDevices],
  ]),
  unsigned: new Map(),
}
