import type { RoleOptions } from '../aws/role-options.ts'

/** What a command line may ask of the road, beside where it leads. */
export type Wishes = {
  readonly region?: string | undefined
  readonly mfaSerial?: string | undefined
  readonly mfaStdin: boolean
  /** In seconds, of the session that is asked for. */
  readonly durationSeconds?: number | undefined
  /** What the role's session carries; it goes before what the role's profile says. */
  readonly role?: RoleOptions | undefined
  readonly isRefresh: boolean
}
