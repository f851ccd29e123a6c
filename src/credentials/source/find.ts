/**
 * Whose key a login or an assume starts from. In this order: `--from`; the profile or key of this shell's session;
 * the environment as it was before awsenv; the profile that it names; [default]. Never awsenv's own exports.
 * A temporary key can't log in. credentials.bk, a copy that people keep, may have a long-term key for the same
 * profile; else the next in the order is used, and the temporary key only if there is no other.
 */
import type { Context } from '../../context/context.ts'
import { AwsenvError, misused } from '../../errors.ts'
import { isTemporary } from '../../model/credentials.ts'
import { chainOf } from '../../profiles/chain.ts'
import type { Profile } from '../../profiles/profile.ts'
import { lookedAt, unknownProfile } from '../../profiles/unknown-profile.ts'
import { shellWord } from '../../shells/posix.ts'
import { checkWholeKey } from '../environment/access-key.ts'
import { shownSession, ssoSessionNamed } from '../identity-center/sso-session.ts'
import { passedOverNote, profileIn, sourceNamed, sourceOfEnvironment, sourceOfProfile } from './named.ts'
import { noKey } from './no-key.ts'
import { webIdentitySource } from './on-demand.ts'
import { waysFromOtherTools } from './other-tools.ts'
import type { KeyedSource, Source } from './source.ts'
import { profilesWithVault } from './vault-entry.ts'

/** `from` is what the user named, and allows no other choice. @throws AwsenvError if there is no key. */
export async function findSource(context: Context, from: string | undefined): Promise<Source> {
  const source = await seekSource(context, from)
  if (source !== undefined) return source
  if (from === undefined) throw nothingFound(context)
  const profile = context.profiles.get(from)
  const session = profile === undefined ? ssoSessionNamed(context, from) : undefined
  if (session !== undefined) {
    throw misused(
      `${shownSession(session)} has no key: it gives roles by account and name`,
      `run: awsenv assume ACCOUNT ROLE --from ${shellWord(from)}`,
    )
  }
  if (profile === undefined) throw unknownProfile(from, context.profiles)
  throw noKey(chainOf(profile, context.profiles).at(-1) as Profile)
}

/** The same; undefined if there is no key. */
export async function seekSource(context: Context, from: string | undefined): Promise<Source | undefined> {
  if (from !== undefined) return sourceNamed(context, from)
  const cameBy = context.env['AWSENV_FROM']
  return (cameBy === undefined ? undefined : await sourceNamed(context, cameBy)) ?? (await unnamed(context))
}

async function unnamed(context: Context): Promise<Source | undefined> {
  const before = context.environmentBefore
  checkWholeKey(before)
  const profileName = profileIn(before)
  if (profileName !== undefined && profilesWithVault(context).get(profileName) === undefined)
    throw unknownProfile(profileName, context.profiles)
  // One after the other: the vault may ask for its passphrase.
  const candidates = [
    () => sourceOfEnvironment(context, before),
    () => (profileName === undefined ? undefined : sourceOfProfile(context, profileName)),
    // After a named profile and before [default]: a pod always has these variables.
    () => webIdentitySource(context, before),
    () => (profileName === 'default' ? undefined : sourceOfProfile(context, 'default')),
  ]
  const temporary: KeyedSource[] = []
  for (const candidate of candidates) {
    const source = await candidate()
    if (source === undefined) continue
    if ('accessKey' in source && isTemporary(source.accessKey)) temporary.push(source)
    else return { ...source, notes: [...temporary.map(passedOverNote), ...source.notes] }
  }
  return temporary[0]
}

function unnamedProfiles(context: Context): readonly string[] {
  return [...new Set([profileIn(context.environmentBefore) ?? 'default', 'default'])]
}

function nothingFound(context: Context): AwsenvError {
  const places = unnamedProfiles(context).map(name => `[${name}]`)
  const ways = waysFromOtherTools(context)
  return new AwsenvError('no access key was found to start from', {
    hint: `${ways.length > 0 ? ways.join('; ') : ADVICE}; looked at the environment, at the vault, and for ${places.join(' and ')} in ${lookedAt(context.profiles)}`,
  })
}

const ADVICE = "put one into awsenv's vault (awsenv keys add), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
