// What awsenv uses of client-iam. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
import { errorTypeRegistries } from '@aws-sdk/client-iam'
import { bdd } from '@aws-sdk/client-iam/dist-es/endpoint/bdd.js'
import { AwsQueryProtocol } from '@aws-sdk/core/protocols'
import { sender } from './send.ts'

export {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccessKeyLastUsedCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListMFADevicesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  ResyncMFADeviceCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'

export const send = sender({
  signingName: 'iam',
  endpoints: bdd,
  protocol: new AwsQueryProtocol({
    defaultNamespace: 'com.amazonaws.iam',
    errorTypeRegistries,
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    version: '2010-05-08',
  }),
})
