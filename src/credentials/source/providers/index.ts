import type { Profile } from '../../../profiles/profile.ts'
import { awsLogin } from './aws-login.ts'
import { container } from './container.ts'
import { credentialProcess } from './credential-process.ts'
import { environment } from './environment.ts'
import { identityCenter } from './identity-center.ts'
import { instanceMetadata } from './instance-metadata.ts'
import type { Provider } from './provider.ts'
import { staticKey } from './static-key.ts'
import { webIdentity } from './web-identity.ts'

/**
 * The providers of one profile in order of precedence: the AWS CLI's (botocore's) order but for one step. chain.ts
 * follows `source_profile`; these are for the end of the chain.
 */
const PROVIDERS: readonly Provider[] = [
  // A profile with a role says where its key comes from, and chain.ts has checked that it
  // does so once. That comes first: a key beside it is for profiles that name this one as their source.
  environment,
  instanceMetadata,
  container,
  webIdentity,
  identityCenter,
  // A static key before a process, as in the JavaScript and Go SDKs: it costs nothing and can log in. botocore asks
  // the process first if the key is in the config file, and last if it is in the credentials file.
  staticKey,
  awsLogin,
  credentialProcess,
]

/** The provider of a profile's key; undefined if it configures none that awsenv can use. */
export function providerOf(profile: Profile): Provider | undefined {
  for (const provider of PROVIDERS) {
    const { name, matches } = provider
    if (matches === undefined ? profile.credential_source === name : matches(profile)) return provider
  }
  return undefined
}
