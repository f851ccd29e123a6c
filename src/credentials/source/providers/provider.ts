/** Where the key at the start of a chain comes from. One file each in providers/; their order is in providers/index.ts. */
import type { Network } from '../../../aws/client/network.ts'
import type { Context } from '../../../context/context.ts'
import type { AccessKey } from '../../../model/credentials.ts'
import type { Profile } from '../../../profiles/profile.ts'

type Guard = {
  /** AWS's word for it: a key of the files, or a value of `credential_source`. */
  readonly name: string
  /** Whether this is where the profile's key comes from. */
  matches(profile: Profile): boolean
}

/** A key that can be had without asking anybody. Only such a key is known to be long-term or temporary beforehand. */
export type KeyAtHand = Guard & {
  /** @throws AwsenvError where the profile promises one and there is none. */
  keyOf(context: Context, profile: Profile): AccessKey
}

/** A key that a program or a service is asked for: when a role is really to be assumed, and never to list or to look. */
export type KeyOnDemand = Guard & {
  /** What tells its key from those of other profiles: part of the names that the vault has for what it leads to. */
  distinction(context: Context, profile: Profile): readonly string[]
  /** Before anybody waits for anything. @throws AwsenvError where asking would never end. */
  check?(context: Context, profile: Profile): void
  /** @throws AwsenvError that says what it answered instead; never with a secret in it. */
  provide(context: Context, profile: Profile, network: Network): Promise<ProvidedKey>
}

export type Provider = KeyAtHand | KeyOnDemand

/** In epoch seconds; absent where whoever gave the key did not say. */
export type ProvidedKey = AccessKey & { readonly expiration?: number }

export function isOnDemand(provider: Provider): provider is KeyOnDemand {
  return 'provide' in provider
}
