import { AwsenvError } from '../errors.ts'
import { type Profile, placeOf } from './profile.ts'

/** Says of what AWS would not take in which profile it stands, by the place of one of its keys. */
export function inProfile<T>(profile: Profile, key: string, read: () => T): T {
  // One that was made up for the command line has nothing that can be looked up.
  return profile.origins.size === 0 ? read() : saying(placeOf(profile, key), read)
}

/** The same for any place: `AWS_REGION`. */
export function saying<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    const { message, hint, exitCode, cause } = error
    throw new AwsenvError(`${place}: ${message}`, { hint, exitCode, cause })
  }
}
