/** The first half of a rotation: a second key of the user, in the vault. */
import type { ListedKey } from '../../aws/access-keys.ts'
import type { Caller } from '../../aws/aws.ts'
import { AwsFailure } from '../../aws/failure/failure.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { clockTime } from '../../model/duration.ts'
import { newName } from '../../vault/keys/entry-names.ts'
import type { StoredKey } from '../../vault/keys/key-vault.ts'

export type RotationDoors = {
  /** Makes a call with a session of the key's owner that was made with MFA. */
  signed<T>(call: (caller: Caller) => Promise<T>): Promise<T>
  /** Whose key it is, and where AWS is asked. */
  owner(): Promise<{ readonly arn: string; readonly region: string }>
  /** Whether a key may be deleted; the question says which, and why. */
  consents(question: string): boolean
}

/** That it has begun is noted first: a key that IAM has made after that, and nobody has used, has lost its secret on the way. */
export async function makeKey(
  context: Context,
  name: string,
  current: StoredKey,
  doors: RotationDoors,
): Promise<StoredKey> {
  const { keys, aws } = context
  const begun = (await keys.get(newName(name)))?.created
  const listed = await doors.signed(caller => aws.listAccessKeys(caller))
  const other = listed?.find(({ accessKeyId }) => accessKeyId !== current.accessKeyId)
  if (other !== undefined) await makeRoom(context, other, begun, doors)
  if (begun === undefined) await keys.put(newName(name), { ...current, created: seconds(context) })
  const made = await doors
    .signed(caller => aws.createAccessKey(caller))
    .catch(async (error: unknown) => {
      // Where AWS has said no, nothing was made; where no answer came, something may have been.
      if (error instanceof AwsFailure && NOTHING_MADE.has(error.kind)) await keys.remove(newName(name))
      throw error
    })
  const { mfa_serial } = current
  const stored = { ...made, created: seconds(context), ...(mfa_serial !== undefined && { mfa_serial }) }
  await keys.put(newName(name), stored)
  context.say(`a new key, ${shownAccessKeyId(made)}, is made, and in awsenv's vault`)
  return stored
}

const NOTHING_MADE: ReadonlySet<AwsFailure['kind']> = new Set(['refused', 'unknown key', 'unsent'])

/** A user has two keys at most. One that can be in use is never touched. */
async function makeRoom(
  context: Context,
  other: ListedKey,
  begun: number | undefined,
  doors: RotationDoors,
): Promise<void> {
  const shown = shownAccessKeyId(other)
  const isLost = begun !== undefined && other.lastUsed === undefined && other.created >= begun - CLOCKS_DIFFER
  const about = `${shown} (${other.isActive ? 'active' : 'inactive'}, made ${moment(context, other.created)}, ${
    other.lastUsed === undefined ? 'never used' : `last used ${moment(context, other.lastUsed)}`
  })`
  const why = isLost
    ? `A rotation that was cut off made the key ${about}, and its secret is nowhere.`
    : `AWS allows two keys, and the user has another one, ${about}.`
  if ((isLost || !other.isActive) && doors.consents(`${why} Delete it?`)) {
    await doors.signed(caller => context.aws.deleteAccessKey(caller, other.accessKeyId))
    context.say(`the key ${shown} is deleted`)
    return
  }
  throw new AwsenvError(`there is no room for a new key: the user has another one, ${about}, and AWS allows two`, {
    hint: other.isActive
      ? 'find out what uses it; then switch it off and delete it in IAM, and run the command again'
      : 'run the command again and let it be deleted, or delete it in IAM',
  })
}

function moment(context: Context, epochSeconds: number): string {
  return clockTime(epochSeconds, context.now())
}

function seconds(context: Context): number {
  return Math.floor(context.now() / 1000)
}

/** In seconds: how far this machine's clock may be from AWS's. */
const CLOCKS_DIFFER = 900
