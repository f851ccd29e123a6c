/** Sources whose key must be asked for. */
import type { Network } from '../../aws/client/network.ts'
import type { Context } from '../../context/context.ts'
import type { Environment } from '../../model/environment.ts'
import { adHocProfile, type Profile } from '../../profiles/profile.ts'
import { container } from './providers/container.ts'
import { instanceMetadata } from './providers/instance-metadata.ts'
import type { KeyOnDemand } from './providers/provider.ts'
import { webIdentity } from './providers/web-identity.ts'
import type { KeyedSource, OnDemandSource, Source } from './source.ts'

export function onDemandSource(
  context: Context,
  provider: KeyOnDemand,
  base: Profile,
  place: string,
): OnDemandSource & { readonly roles: readonly [] } {
  const cacheKey = JSON.stringify([provider.name, ...provider.distinction(context, base)])
  return { roles: [], base, provider, cacheKey, from: base.name, place, isBackup: false, notes: [] }
}

/** The role of this instance or container; the name is a value of `credential_source`. */
export function metadataSource(context: Context, word: string): OnDemandSource | undefined {
  const provider = [instanceMetadata, container].find(({ name }) => name === word)
  return provider && onDemandSource(context, provider, adHocProfile(word, { credential_source: word }), word)
}

/** The role of AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, as in a pod of EKS. The latter is its name. */
export function webIdentitySource(context: Context, before: Environment): OnDemandSource | undefined {
  const { [TOKEN_FILE]: web_identity_token_file, AWS_ROLE_ARN: role_arn, AWS_ROLE_SESSION_NAME: name } = before
  if (!web_identity_token_file || !role_arn) return undefined
  const keys = { web_identity_token_file, role_arn, ...(name && { role_session_name: name }) }
  return onDemandSource(context, webIdentity, adHocProfile(TOKEN_FILE, keys), TOKEN_FILE)
}

export const TOKEN_FILE = 'AWS_WEB_IDENTITY_TOKEN_FILE'

/** The source with its key, which is asked for if it wasn't at hand. */
export async function provideKey(context: Context, source: Source, network: Network): Promise<KeyedSource> {
  if ('accessKey' in source) return source
  const { provider, ...rest } = source
  context.debug(`asking for the key of ${source.place}`)
  return { ...rest, accessKey: await provider.provide(context, source.base, network) }
}
