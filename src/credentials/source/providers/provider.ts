/** Where the key at the start of a chain comes from: one file each in providers/, ordered in providers/index.ts. */
import type { Network } from '../../../aws/client/network.ts'
import type { Context } from '../../../context/context.ts'
import type { AccessKey } from '../../../model/credentials.ts'
import type { Profile } from '../../../profiles/profile.ts'
import type { SigningIn } from '../../sign-in/sign-in.ts'

type Guard = {
  /** AWS's name: a key of the files, or a value of `credential_source`. */
  readonly name: string
  /** Whether the profile's key comes from this provider. By default, its `credential_source` names it. */
  matches?(profile: Profile): boolean
}

/** Returns a key that needs no asking. Only such a key is known beforehand to be long-term or temporary. */
export type KeyAtHand = Guard & {
  /** @throws AwsenvError if the profile promises a key and there is none. */
  keyOf(context: Context, profile: Profile): AccessKey
}

/** Asks a program or a service for a key. Only called to assume a role, never to list or look. */
export type KeyOnDemand = Guard & {
  /** Tells its key from other profiles' keys: part of the names in the vault. */
  distinction(context: Context, profile: Profile): readonly string[]
  /** What a person signs in to for the key, if that is how it is had. `region` is the command line's. */
  signingIn?(context: Context, profile: Profile, region: string | undefined): SigningIn
  /** Called before anybody waits. @throws AwsenvError if asking would never end. */
  check?(context: Context, profile: Profile): void
  /** @throws AwsenvError that says what it answered instead, without a secret. */
  provide(context: Context, profile: Profile, network: Network): Promise<ProvidedKey>
}

export type Provider = KeyAtHand | KeyOnDemand

/** In epoch seconds; absent if unknown. */
export type ProvidedKey = AccessKey & { readonly expiration?: number }
