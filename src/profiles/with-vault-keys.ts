import { adHocProfile } from './profile.ts'
import type { Profiles } from './profiles.ts'

/** The profiles of the files, and those that only the vault has, which are just a key. */
export function withVaultKeys(profiles: Profiles, entries: readonly string[]): Profiles {
  return {
    ...profiles,
    get: name => profiles.get(name) ?? (entries.includes(name) ? adHocProfile(name, {}) : undefined),
    names: () => [...new Set([...profiles.names(), ...entries])],
  }
}
