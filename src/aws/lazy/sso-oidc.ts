// What awsenv uses of client-sso-oidc. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
import { errorTypeRegistries } from '@aws-sdk/client-sso-oidc'
import { bdd } from '@aws-sdk/client-sso-oidc/dist-es/endpoint/bdd.js'
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols'
import { sender } from './send.ts'

export {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'

export const send = sender({
  signingName: 'sso-oauth',
  endpoints: bdd,
  protocol: new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.ssooidc', errorTypeRegistries }),
})
