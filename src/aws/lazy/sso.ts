// What awsenv uses of client-sso. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
import { errorTypeRegistries } from '@aws-sdk/client-sso'
import { bdd } from '@aws-sdk/client-sso/dist-es/endpoint/bdd.js'
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols'
import { sender } from './send.ts'

export {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
} from '@aws-sdk/client-sso'

export const send = sender({
  signingName: 'awsssoportal',
  endpoints: bdd,
  protocol: new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.sso', errorTypeRegistries }),
})
