/** The table of the two services and their calls. */
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './access-keys.ts'
import { getAccountSummary, listAccountAliases } from './account.ts'
import type { Action, UnsignedAction } from './action.ts'
import { assumeRole } from './assume-role.ts'
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { getAccessKeyInfo } from './get-access-key-info.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { getSessionToken } from './get-session-token.ts'
import {
  createVirtualMfaDevice,
  deactivateMfaDevice,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  listMfaDevices,
  listVirtualMfaDevices,
  resyncMfaDevice,
} from './mfa-devices.ts'
import { getPolicy, getPolicyVersion, policyActions } from './policies.ts'
import { createRole, getRole, listRoles, updateAssumeRolePolicy, updateRole } from './roles.ts'
import { createUser, getUser, listGroupsForUser, listUsers } from './users.ts'

export type Service = {
  /** As a signature's scope names it. */
  readonly name: 'sts' | 'iam' | 's3'
  /** The `Version` parameter of its calls, which tells them apart. */
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
  actions: new Map<string, Action>([
    ['CreateAccessKey', createAccessKey],
    ['DeleteAccessKey', deleteAccessKey],
    ['GetAccessKeyLastUsed', getAccessKeyLastUsed],
    ['ListAccessKeys', listAccessKeys],
    ['UpdateAccessKey', updateAccessKey],
    ['CreateUser', createUser],
    ['GetUser', getUser],
    ['ListUsers', listUsers],
    ['ListGroupsForUser', listGroupsForUser],
    ...policyActions('User'),
    ['CreateRole', createRole],
    ['GetRole', getRole],
    ['ListRoles', listRoles],
    ['UpdateAssumeRolePolicy', updateAssumeRolePolicy],
    ['UpdateRole', updateRole],
    ...policyActions('Role'),
    ['GetPolicy', getPolicy],
    ['GetPolicyVersion', getPolicyVersion],
    ['CreateVirtualMFADevice', createVirtualMfaDevice],
    ['DeactivateMFADevice', deactivateMfaDevice],
    ['DeleteVirtualMFADevice', deleteVirtualMfaDevice],
    ['EnableMFADevice', enableMfaDevice],
    ['ListMFADevices', listMfaDevices],
    ['ListVirtualMFADevices', listVirtualMfaDevices],
    ['ResyncMFADevice', resyncMfaDevice],
    ['GetAccountSummary', getAccountSummary],
    ['ListAccountAliases', listAccountAliases],
  ]),
  unsigned: new Map(),
}
