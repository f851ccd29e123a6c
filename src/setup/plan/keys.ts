/** What has to happen so that the vault has a key of the user. Pure. */
import { AwsenvError } from '../../errors.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'

/** A key as IAM lists it. */
export type UserKey = {
  readonly accessKeyId: string
  readonly isActive: boolean
  readonly lastUsed: number | 'never' | undefined
}

export type KeyPlan<Key> = {
  readonly isMade: boolean
  /** Keys that nobody has used: an interrupted setup may have made them, and then their secret is nowhere. */
  readonly unused: readonly Key[]
  /** The vault's key, if it is switched off. */
  readonly inactive: Key | undefined
}

/** `stored` is the key in the vault. @throws AwsenvError if that one isn't the user's. */
export function keyPlan<Key extends UserKey>(
  keys: readonly Key[],
  stored: { readonly accessKeyId: string } | undefined,
  names: { readonly user: string; readonly entry: string },
): KeyPlan<Key> {
  const own = keys.find(({ accessKeyId }) => accessKeyId === stored?.accessKeyId)
  if (stored !== undefined && own === undefined) {
    throw new AwsenvError(
      `the key "${names.entry}" in awsenv's vault, ${shownAccessKeyId(stored)}, is not a key of the user "${names.user}"`,
      {
        hint: `choose another profile with --profile NAME; if the key was deleted in IAM, run: awsenv keys remove "${names.entry}"`,
      },
    )
  }
  const unused = keys.filter(({ lastUsed, accessKeyId }) => lastUsed === 'never' && accessKeyId !== own?.accessKeyId)
  return {
    isMade: own === undefined,
    unused: own === undefined ? unused : [],
    inactive: own?.isActive === false ? own : undefined,
  }
}

/** AWS allows a user two keys. */
export const MOST_KEYS = 2
