import type { Context } from '../context/context.ts'

/** The profiles that another tool may have a long-term key for: those that don't get their credentials in another way. */
export function profilesWithOwnKey({ profiles }: Context): readonly string[] {
  const all = profiles.names().flatMap(name => profiles.get(name) ?? [])
  const sources = all.flatMap(({ source_profile }) => source_profile ?? [])
  const own = all.filter(profile => OTHERS.every(key => profile[key] === undefined)).map(({ name }) => name)
  return [...new Set([...own, ...sources])]
}

const OTHERS = ['role_arn', 'sso_session', 'sso_start_url', 'login_session', 'web_identity_token_file'] as const
