import type { ProfileKeys } from '../../../src/profiles/profile.ts'

/** A pair of files as people have them, and what is to be read from them. */
export type WildFile = {
  /** Whose, and the page that it follows. */
  readonly source: string
  readonly config?: string
  readonly credentials?: string
  /**
   * For each profile, in the order of the files, where its credentials come from: `dev:role < root:key`. What a profile
   * is used as stands behind it: role, key, process, sso, login, Environment, web…; nothing where it has none, `!` and
   * the error's beginning where it is wrong.
   */
  readonly chains: readonly string[]
  /** Some of the values, where they are not what they look like. */
  readonly keys?: Readonly<Record<string, ProfileKeys>>
}
