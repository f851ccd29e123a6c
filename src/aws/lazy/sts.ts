// What awsenv uses of client-sts. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
export {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient as Client,
} from '@aws-sdk/client-sts'
