/**
 * aws-vault's `include_profile`: a profile takes the keys that it lacks from another one, and that from a third.
 * https://github.com/ByteNess/aws-vault/blob/main/USAGE.md#include_profile
 */
import { AwsenvError } from '../errors.ts'
import { type Profile, placeOf, SOURCES } from './profile.ts'
import type { Profiles } from './profiles.ts'
import { didYouMean, lookedAt } from './unknown-profile.ts'

type Find = (name: string) => Profile | undefined

/**
 * The profile with what it includes; `settings` stays as the files have it. An access key is never taken: it is its
 * own profile's. Nor is a way to a role's credentials where the profile has one already. What can't be included is
 * passed over here, so that the other profiles can still be read and listed: see `checkIncludes`.
 */
export function withIncluded(profile: Profile, find: Find): Profile {
  return includedBy(profile, find).reduce(filledFrom, profile)
}

/** @throws AwsenvError where a profile includes one that is missing, or itself by way of others. */
export function checkIncludes(profile: Profile, profiles: Profiles): void {
  const path = [profile, ...includedBy(profile, profiles.get)]
  const last = path.at(-1) as Profile
  const name = last.include_profile
  if (name === undefined) return
  if (path.some(step => step.name === name)) {
    const names = [...path.map(step => step.name), name].map(step => `"${step}"`)
    throw new AwsenvError(`the profiles include each other in a loop: ${names.join(' -> ')}`, {
      hint: 'remove include_profile from one of them',
    })
  }
  const place = placeOf(last, 'include_profile')
  throw new AwsenvError(`${place} names include_profile "${name}", which is not in ${lookedAt(profiles)}`, {
    hint: didYouMean(name, profiles),
  })
}

/** What a profile includes, the nearest first; ends before one that is missing or was there already. */
function includedBy(profile: Profile, find: Find): readonly Profile[] {
  const path = new Map([[profile.name, profile]])
  for (let last: Profile | undefined = profile; last?.include_profile !== undefined; ) {
    last = path.has(last.include_profile) ? undefined : find(last.include_profile)
    if (last) path.set(last.name, last)
  }
  return [...path.values()].slice(1)
}

function filledFrom(profile: Profile, included: Profile): Profile {
  const taken = takenFrom(included, profile)
  const origins = [...included.origins].filter(([key]) => key in taken && !(key in profile))
  return { ...taken, ...profile, origins: new Map([...profile.origins, ...origins]) }
}

function takenFrom(included: Profile, by: Profile): Partial<Profile> {
  const { aws_access_key_id, aws_secret_access_key, aws_session_token, aws_security_token, include_profile, ...taken } =
    included
  if (!SOURCES.some(key => by[key] !== undefined)) return taken
  const { source_profile, credential_source, web_identity_token_file, ...rest } = taken
  return rest
}
