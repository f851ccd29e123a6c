import type { RoleOptions } from '../../model/session-options.ts'

/** What a command line may ask for, beside the target. */
export type SessionRequest = {
  readonly region?: string | undefined
  readonly mfaSerial?: string | undefined
  readonly mfaStdin: boolean
  /** In seconds, of the session that is asked for. */
  readonly durationSeconds?: number | undefined
  /** What the role's session carries; it goes before what the role's profile says. */
  readonly role?: RoleOptions | undefined
  readonly isRefresh: boolean
  /**
   * The life, in seconds, that a remembered session of a role must have left, by how long it is made for; without it,
   * five minutes.
   */
  readonly lifeLeft?: ((durationSeconds: number) => number) | undefined
  /** The life that it must have where a new one can't be had; without it, there is none then. */
  readonly lifeLeftAtWorst?: number | undefined
  /**
   * What stands for a name that would have to be typed, where the role's account asks for it: `--yes`, if the settings
   * allow that, or the name that was typed within the last 15 minutes. Without it, the terminal is asked.
   */
  readonly confirmation?: 'yes' | 'recent' | undefined
}
