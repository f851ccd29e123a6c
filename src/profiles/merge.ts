/** The two shared files as one set of profiles. */
import { withIncluded } from './include.ts'
import type { ParsedFile, Sections, Warning } from './parse.ts'
import { type Profile, profileOf, type Setting } from './profile.ts'
import type { Profiles, ProfilesFile } from './profiles.ts'

/** Merges them key by key; the credentials file wins, and an access key is never put together from both. */
export function mergeProfiles(config: ParsedFile, credentials: ParsedFile, files: readonly ProfilesFile[]): Profiles {
  const configProfiles = withDefault(config)
  const credentialsProfiles = withDefault(credentials)
  const find = (name: string) => {
    const merged = mergeSettings(configProfiles.get(name), credentialsProfiles.get(name))
    return merged && profileOf(name, merged)
  }
  const known = new Map<string, Profile | undefined>()
  return {
    files,
    warnings: [...config.warnings, ...shadowed(config), ...credentials.warnings],
    get(name) {
      if (!known.has(name)) {
        const profile = find(name)
        known.set(name, profile?.include_profile === undefined ? profile : withIncluded(profile, find))
      }
      return known.get(name)
    },
    names: () => [...new Set([...configProfiles.keys(), ...credentialsProfiles.keys()])],
    ssoSession: name => section(config.sections['sso-session'], name),
    ssoSessionNames: () => [...config.sections['sso-session'].keys()],
    services: name => section(config.sections.services, name),
  }
}

/** `[profile default]` replaces `[default]`, wherever it is (SDK parser tests). */
function withDefault({ sections }: ParsedFile): Sections {
  return sections.default.size === 0 ? sections.profile : new Map([...sections.default, ...sections.profile])
}

function shadowed({ file, sections }: ParsedFile): readonly Warning[] {
  if (!sections.profile.has('default')) return []
  const ignored = [...(sections.default.get('default')?.values() ?? [])]
  return ignored
    .map(({ line }) => ({
      file,
      line,
      profile: 'default',
      message: '[profile default] stands in the place of [default]',
    }))
    .slice(0, 1)
}

type Settings = ReadonlyMap<string, Setting>

/** botocore looks for the whole access key in one file; halves from two files make no key. */
function mergeSettings(config: Settings | undefined, credentials: Settings | undefined): Settings | undefined {
  if (!config || !credentials) return credentials ?? config
  // A lone session token is left over from another key, and hides none.
  return hasAccessKey(credentials)
    ? new Map([...withoutAccessKey(config), ...credentials])
    : new Map([...config, ...withoutAccessKey(credentials)])
}

function hasAccessKey(settings: Settings): boolean {
  return HALVES.some(key => settings.get(key)?.value)
}

function withoutAccessKey(settings: Settings): Settings {
  return new Map([...settings].filter(([key]) => !ACCESS_KEY.includes(key)))
}

const HALVES: readonly string[] = ['aws_access_key_id', 'aws_secret_access_key']
const ACCESS_KEY: readonly string[] = [...HALVES, 'aws_session_token', 'aws_security_token']

function section(sections: Sections, name: string): Profile | undefined {
  const settings = sections.get(name)
  return settings && profileOf(name, settings)
}
