/** Where the chain to a role's credentials begins. */

import type { SigningKey } from '../../model/credentials.ts'
import type { Profile } from '../../profiles/profile.ts'
import type { KeyOnDemand } from './providers/provider.ts'

/** The key, if at hand: it decides who can log in, and what can be said before any request. */
export type Source = KeyedSource | OnDemandSource

export type KeyedSource = Beginning & { readonly accessKey: SigningKey }

export type OnDemandSource = Beginning & { readonly provider: KeyOnDemand }

/** The roles of the chain (outermost first), and the profile with the key at its end. */
type Beginning = {
  readonly roles: readonly Profile[]
  readonly base: Profile
  /** Its part of the vault's names for roles: stable while the key comes from the same place. */
  readonly cacheKey: string
  /** The value of AWSENV_FROM: the profile's name, or the key's id if no profile has the key. */
  readonly from: string
  /** For messages: `the environment`, `profile "work"`. */
  readonly place: string
  /** Whether the key is in credentials.bk: the user is asked before a login with it. */
  readonly isBackup: boolean
  /** What to say before a question: which keys were skipped, and why. */
  readonly notes: readonly string[]
}
