// What awsenv uses of client-sso. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
export {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient as Client,
} from '@aws-sdk/client-sso'
