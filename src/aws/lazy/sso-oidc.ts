// What awsenv uses of client-sso-oidc. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
export {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient as Client,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
