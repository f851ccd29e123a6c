/** What a lookup starts with, and what it finds. */
import type { Context } from '../../context/context.ts'
import type { Profile } from '../../profiles/profile.ts'
import type { Settings } from '../../settings/settings.ts'
import type { SessionRequest } from '../session/request.ts'
import type { Source } from '../source/source.ts'

export type Target = {
  /** The prompt's name for it: the alias, the profile, or `Admin@123456789012` with the account's name, if it has one. */
  readonly label: string
  /** The roles to assume, the wanted one first; empty if the source's own credentials are wanted. */
  readonly roles: readonly Profile[]
  readonly source: Source
  /** The value of AWSENV_FROM: the next role starts from the same source. */
  readonly from: string
  /** Whether there were several keys to start from; absent if nobody has looked. */
  readonly hasChoice?: boolean | undefined
  /** The words that lead to it again, in any shell. */
  readonly words: readonly string[]
}

export type Lookup = { readonly context: Context; readonly settings: Settings; readonly request: SessionRequest }
