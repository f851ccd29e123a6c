/** Follows a profile to the one whose credentials start its chain, by the AWS CLI's rules. */
import { AwsenvError } from '../errors.ts'
import { checkIncludes } from './include.ts'
import { accessKeyOf, type Profile, placeOf, SOURCES } from './profile.ts'
import type { Profiles } from './profiles.ts'
import { didYouMean, lookedAt } from './unknown-profile.ts'

/** The most profiles of a chain. AWS sets no limit; nobody is known to need more than three. */
export const LONGEST_CHAIN = 10

/**
 * The profiles of the chain, the outermost role first and the base last. All but the base have `role_arn` and
 * `source_profile`. A base has neither if its own access key is meant, and `role_arn` with `credential_source` or
 * `web_identity_token_file` if those are its source. Whether a base has credentials isn't checked here.
 * `hasKey` may add keys that are not in the files (those of the vault).
 */
export function chainOf(profile: Profile, profiles: Profiles, hasKey = hasOwnKey): readonly Profile[] {
  if (profile.include_profile !== undefined) checkIncludes(profile, profiles)
  const first = withSourceKeys(profile, profiles, hasKey)
  const chain: Profile[] = [first]
  for (let last = first; sourceKey(last) === 'source_profile'; ) {
    const source = withSourceKeys(sourceOf(last, profiles), profiles, hasKey)
    const isLoop = chain.some(({ name }) => name === source.name)
    // A source's own key beats its role, so the last profile of a chain may name itself, to be both.
    const isBase = hasKey(source) && (!isLoop || source.name === last.name)
    if (isLoop && !isBase) throw loop([...chain, source])
    if (chain.length === LONGEST_CHAIN) throw tooLong(chain)
    last = isBase ? keyOnly(source) : source
    chain.push(last)
  }
  return chain
}

/**
 * A profile with `source_profile` and no role stands for its source, with its own MFA device and region. The AWS
 * CLI finds no credentials in it; aws-vault and older awsume follow it, and their users share a device by it.
 */
function withSourceKeys(profile: Profile, profiles: Profiles, hasKey: (profile: Profile) => boolean): Profile {
  const path = [profile]
  let standing = profile
  while (standing.role_arn === undefined && standing.source_profile !== undefined && !isOwnWay(standing, hasKey)) {
    const source = sourceOf(standing, profiles)
    // In aws-vault, all profiles may include one profile, the source too.
    if (source.name === standing.name) break
    if (path.some(({ name }) => name === source.name)) throw loop([...path, source])
    path.push(source)
    const own = OWN_OF_SHARED.filter(key => standing[key] !== undefined)
    const origins = standing.origins
    standing = {
      ...source,
      ...Object.fromEntries(own.map(key => [key, standing[key]])),
      origins: new Map([...source.origins, ...[...origins].filter(([key]) => (own as string[]).includes(key))]),
    }
  }
  return standing
}

function isOwnWay(profile: Profile, hasKey: (profile: Profile) => boolean): boolean {
  const { credential_process, sso_session, sso_start_url, login_session, web_identity_token_file } = profile
  const ways = [credential_process, sso_session, sso_start_url, login_session, web_identity_token_file]
  return ways.some(way => way !== undefined) || hasKey(profile)
}

const OWN_OF_SHARED = ['mfa_serial', 'mfa_process', 'region'] as const

/**
 * A value that a role or its sources may have: the outermost profile with it wins. The AWS CLI reads
 * `mfa_serial` of the role only; aws-vault and awsume read the source's too, and awsenv the whole chain's. `external_id`,
 * `role_session_name` and `duration_seconds` belong to their own role and are never taken from another profile.
 */
export function inheritedOf(
  chain: readonly Profile[],
  key: 'mfa_serial' | 'mfa_process' | 'region',
): string | undefined {
  return chain.find(profile => profile[key] !== undefined)?.[key]
}

const CREDENTIAL_SOURCES: readonly string[] = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer']

/** Where a role's credentials come from; undefined for a profile without a role. Checks that it is exactly one place. */
function sourceKey(profile: Profile): (typeof SOURCES)[number] | undefined {
  const { role_arn, credential_source, web_identity_token_file } = profile
  if (role_arn === undefined) {
    if (web_identity_token_file === undefined) return undefined
    throw broken(profile, 'web_identity_token_file', 'has web_identity_token_file but no role_arn', 'add role_arn')
  }
  const [source, second] = SOURCES.filter(key => profile[key] !== undefined)
  if (source === undefined) {
    throw broken(
      profile,
      'role_arn',
      'has role_arn but nothing to assume it with',
      'add source_profile or credential_source',
    )
  }
  if (second !== undefined) throw broken(profile, second, `has both ${source} and ${second}`, 'remove one of them')
  if (source === 'credential_source' && !CREDENTIAL_SOURCES.includes(credential_source ?? '')) {
    const known = CREDENTIAL_SOURCES.map(name => `"${name}"`).join(', ')
    throw broken(
      profile,
      source,
      `has a credential_source "${credential_source}" that AWS doesn't know`,
      `use one of ${known}`,
    )
  }
  return source
}

function sourceOf(profile: Profile, profiles: Profiles): Profile {
  const name = profile.source_profile as string
  const source = name === profile.name ? profile : profiles.get(name)
  if (source) {
    if (source.include_profile !== undefined) checkIncludes(source, profiles)
    return source
  }
  const problem = `names source_profile "${name}", which is not in ${lookedAt(profiles)}`
  throw broken(profile, 'source_profile', problem, didYouMean(name, profiles))
}

function hasOwnKey(profile: Profile): boolean {
  return accessKeyOf(profile) !== undefined
}

/** If a source's key is used, its role is ignored, as in the AWS CLI. */
function keyOnly(profile: Profile): Profile {
  const { role_arn, source_profile, credential_source, web_identity_token_file, ...rest } = profile
  return rest
}

function broken(profile: Profile, key: string, problem: string, hint: string): AwsenvError {
  return new AwsenvError(`${placeOf(profile, key)} ${problem}`, { hint })
}

function loop(path: readonly Profile[]): AwsenvError {
  return new AwsenvError(`the profiles name each other in a loop: ${pathOf(path)}`, {
    hint: 'make one of them name a profile that has an access key',
  })
}

function tooLong(path: readonly Profile[]): AwsenvError {
  return new AwsenvError(`the chain has more than ${LONGEST_CHAIN} profiles: ${pathOf(path)} -> …`, {
    hint: 'make an earlier role name the last one as its source_profile',
  })
}

function pathOf(path: readonly Profile[]): string {
  return path.map(({ name }) => `"${name}"`).join(' -> ')
}
