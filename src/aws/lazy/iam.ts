// What awsenv uses of client-iam. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
export {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient as Client,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
  ResyncMFADeviceCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
