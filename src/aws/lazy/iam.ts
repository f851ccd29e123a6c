// What awsenv uses of client-iam. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
export { IAMClient, ListAccountAliasesCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam'
