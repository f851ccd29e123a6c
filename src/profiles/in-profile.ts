import { AwsenvError } from '../errors.ts'
import { type Profile, placeOf } from './profile.ts'

/** Says of what AWS would not take in which profile it stands, by the place of one of its keys. */
export function inProfile<T>(profile: Profile, key: string, read: () => T): T {
  try {
    return read()
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
