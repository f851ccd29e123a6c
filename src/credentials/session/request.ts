import type { RoleOptions } from '../../model/session-options.ts'

/** The options of a call, beside its target. */
export type SessionRequest = {
  readonly region?: string | undefined
  readonly mfaSerial?: string | undefined
  readonly mfaStdin: boolean
  /** In seconds: the session's duration. */
  readonly durationSeconds?: number | undefined
  /** The options of the role's session. They override those of its profile. */
  readonly role?: RoleOptions | undefined
  readonly isRefresh: boolean
  /**
   * The life in seconds that a cached role session must have left, as a function of its duration. By default
   * five minutes.
   */
  readonly lifeLeft?: ((durationSeconds: number) => number) | undefined
  /** The life it must have left if no new session can be had. By default the cached one is then of no use. */
  readonly lifeLeftAtWorst?: number | undefined
  /**
   * What replaces the account name that the user would have to type as a confirmation: `--yes`, if the settings
   * allow that, or a name typed within the last 15 minutes. By default the terminal is asked.
   */
  readonly confirmation?: 'yes' | 'recent' | undefined
  /** The ids of the accounts that were confirmed beforehand, for this call. */
  readonly confirmed?: ReadonlySet<string> | undefined
}
