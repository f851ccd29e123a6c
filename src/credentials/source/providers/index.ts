import type { Profile } from '../../../profiles/profile.ts'
import { container } from './container.ts'
import { credentialProcess } from './credential-process.ts'
import { environment } from './environment.ts'
import { identityCenter } from './identity-center.ts'
import { instanceMetadata } from './instance-metadata.ts'
import type { Provider } from './provider.ts'
import { staticKey } from './static-key.ts'
import { webIdentity } from './web-identity.ts'

/**
 * The providers in the order of precedence inside one profile, the AWS CLI's (botocore's) but for one step. What only
 * `source_profile` says is chain.ts's affair: here is the end of the chain.
 */
const PROVIDERS: readonly Provider[] = [
  // A profile with a role says in so many words where the key for it comes from, and chain.ts has seen to it that it
  // says so once. It goes before everything else in the profile: a key beside it is for those that name it as their source.
  environment,
  instanceMetadata,
  container,
  webIdentity,
  identityCenter,
  // A static key before a process, as the JavaScript and Go SDKs have it: it costs nothing, and can log in. botocore asks
  // the process first where the key stands in the config file, and last where it stands in the credentials file.
  staticKey,
  credentialProcess,
]

/** Where a profile's key comes from; undefined where nothing that awsenv can use is configured. */
export function providerOf(profile: Profile): Provider | undefined {
  return PROVIDERS.find(provider => provider.matches(profile))
}
