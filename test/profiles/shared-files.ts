/** What the tests of profiles have in common: files as text, and profiles as plain objects. */

import { Secret } from '../../src/model/secret.ts'
import { mergeProfiles } from '../../src/profiles/merge.ts'
import type { FileKind } from '../../src/profiles/parse.ts'
import { type ParsedFile, parse } from '../../src/profiles/parse.ts'
import type { Profile } from '../../src/profiles/profile.ts'
import type { Profiles } from '../../src/profiles/profiles.ts'

export function parsed(text: string, kind: FileKind = 'config'): ParsedFile {
  return parse(new TextEncoder().encode(text), kind, kind)
}

/** Profiles as if the two files had these texts. */
export function profilesIn(config: string, credentials = ''): Profiles {
  const files = ['config', 'credentials'].map(path => ({ path, found: true }))
  return mergeProfiles(parsed(config), parsed(credentials, 'credentials'), files)
}

/** Every profile with every key, secrets in the open. */
export function plain(profiles: Profiles): Record<string, Record<string, string>> {
  const found = profiles.names().map(name => [name, plainSettings(profiles.get(name))])
  return Object.fromEntries(found)
}

export function plainSettings(profile: Profile | undefined): Record<string, string> {
  const settings = [...(profile?.settings ?? [])]
  return Object.fromEntries(settings.map(([key, { value }]) => [key, value instanceof Secret ? value.reveal() : value]))
}

export function messageOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  return 'no error'
}
