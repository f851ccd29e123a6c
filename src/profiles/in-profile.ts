import { AwsenvError } from '../errors.ts'
import { type Profile, type PublicKey, placeOf } from './profile.ts'

/** Reads the value of one of a profile's keys. Of what AWS would not take, the error says in which profile it stands. */
export function inProfile<T>(profile: Profile, key: PublicKey, read: (value: string) => T): T {
  try {
    return read(profile[key] ?? '')
  } catch (error) {
    // One that was made up for the command line has nothing that can be looked up.
    throw profile.origins.size === 0 ? error : said(placeOf(profile, key), error)
  }
}

/** The same for any place: `AWS_REGION`. */
export function saying<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw said(place, error)
  }
}

function said(place: string, error: unknown): unknown {
  if (!(error instanceof AwsenvError)) return error
  const { message, hint, exitCode, cause } = error
  return new AwsenvError(`${place}: ${message}`, { hint, exitCode, cause })
}
