/** Where the way to a role's credentials begins. */

import type { SigningKey } from '../../model/credentials.ts'
import type { Profile } from '../../profiles/profile.ts'
import type { KeyOnDemand } from './providers/provider.ts'

/** Whether its key is at hand decides who can log in, and what can be said before anything is asked. */
export type Source = KeyedSource | OnDemandSource

export type KeyedSource = Beginning & { readonly accessKey: SigningKey }

export type OnDemandSource = Beginning & { readonly provider: KeyOnDemand }

/** Roles on the way (outermost first), and the profile with the key at its end. */
type Beginning = {
  readonly roles: readonly Profile[]
  readonly base: Profile
  /** Its part in the vault's names for the roles that it leads to: the same as long as the key comes from the same place. */
  readonly cacheKey: string
  /** What AWSENV_FROM says: the profile's name, or the key's id where the key is not a profile's. */
  readonly from: string
  /** For messages: `the environment`, `profile "work"`. */
  readonly place: string
  /** Whether the key lies in the copy of the credentials file, which the user is asked about before a login. */
  readonly isBackup: boolean
  /** What is to be said before a question: which keys were passed over, and why. */
  readonly notes: readonly string[]
}

export function isKeyed(source: Source): source is KeyedSource {
  return 'accessKey' in source
}
