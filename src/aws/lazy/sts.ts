// What awsenv uses of client-sts. Loaded by import() alone, when a request is made: the build makes it a bundle of its own.
import { errorTypeRegistries } from '@aws-sdk/client-sts'
import { bdd } from '@aws-sdk/client-sts/dist-es/endpoint/bdd.js'
import { AwsQueryProtocol } from '@aws-sdk/core/protocols'
import { sender } from './send.ts'

export {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts'

export const send = sender({
  signingName: 'sts',
  endpoints: bdd,
  protocol: new AwsQueryProtocol({
    defaultNamespace: 'com.amazonaws.sts',
    errorTypeRegistries,
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    version: '2011-06-15',
  }),
})
