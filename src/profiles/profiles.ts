/** The contents of the two shared files, for all of awsenv. */
import type { Warning } from './parse.ts'
import type { Profile } from './profile.ts'

/** A file that was read; a missing one counts as empty. */
export type ProfilesFile = { readonly path: string; readonly found: boolean }

/** All profiles of a person. */
export type Profiles = {
  readonly files: readonly ProfilesFile[]
  readonly warnings: readonly Warning[]
  get(name: string): Profile | undefined
  /** In the order of the files, the config file's first. */
  names(): readonly string[]
  /** An `[sso-session NAME]` section, in the shape of a profile. */
  ssoSession(name: string): Profile | undefined
  ssoSessionNames(): readonly string[]
  /** A `[services NAME]` section, in the shape of a profile; its values have sub-properties. */
  services(name: string): Profile | undefined
}
