/** The first half of a rotation: a second key of the user, in the vault. */
import { createAccessKey, deleteAccessKey, type ListedKey, listAccessKeys } from '../../aws/access-keys.ts'
import type { Caller } from '../../aws/client/call.ts'
import type { Network } from '../../aws/client/network.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
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
  owner(): Promise<{ readonly arn: string; readonly network: Network }>
  /** Whether a key of the user's may be deleted; the question says which, and why. An active one takes a person's yes. */
  consents(question: string, key: { readonly isActive: boolean }): boolean
}

/** What the vault has: the key, and the mark of a rotation that was cut off before the new one got here. */
export type Beginning = { readonly current: StoredKey; readonly begun: StoredKey | undefined }

/** That it has begun is noted first: a key that IAM has made just then, and nobody has used, has lost its secret on the way. */
export async function makeKey(
  context: Context,
  name: string,
  { current, begun }: Beginning,
  doors: RotationDoors,
): Promise<StoredKey> {
  const { keys, transport } = context
  const listed = await doors.signed(caller => listAccessKeys(transport, caller))
  const other = listed?.find(({ accessKeyId }) => accessKeyId !== current.accessKeyId)
  if (other !== undefined) await makeRoom(context, name, other, begun, doors)
  const mark = { ...current, created: seconds(context) }
  await keys.put(newName(name), mark, begun)
  const made = await doors
    .signed(caller => createAccessKey(transport, caller))
    .catch(async (error: unknown) => {
      // Where AWS has said no, nothing was made; where no answer came, something may have been.
      if (error instanceof AwsFailure && NOTHING_MADE.has(error.kind)) await keys.remove(newName(name), mark)
      throw error
    })
  const { mfa_serial } = current
  const stored = { ...made, created: seconds(context), ...(mfa_serial !== undefined && { mfa_serial }) }
  await storeMade(context, name, stored, mark, doors)
  context.say(`a new key, ${shownAccessKeyId(made)}, is made, and in awsenv's vault`)
  return stored
}

const NOTHING_MADE: ReadonlySet<AwsFailure['kind']> = new Set(['refused', 'unknown key', 'wrong secret', 'unsent'])

/** A key whose secret can't be stored is nobody's: it is deleted again, while it is known which one it is. */
async function storeMade(
  context: Context,
  name: string,
  made: StoredKey,
  mark: StoredKey,
  doors: RotationDoors,
): Promise<void> {
  const { keys, transport } = context
  try {
    await keys.put(newName(name), made, mark)
  } catch (error) {
    // A write may fail after the file has got its name.
    const stored = await keys.get(newName(name)).catch(() => made)
    if (stored?.accessKeyId === made.accessKeyId) throw error
    await doors.signed(caller => deleteAccessKey(transport, caller, made.accessKeyId))
    context.say(`the new key, ${shownAccessKeyId(made)}, can't be stored, so awsenv deleted it again`)
    throw error
  }
}

/** A user has two keys at most. One that can be in use is never touched without a person's yes. */
async function makeRoom(
  context: Context,
  name: string,
  other: ListedKey,
  begun: StoredKey | undefined,
  doors: RotationDoors,
): Promise<void> {
  const shown = shownAccessKeyId(other)
  const about = `${shown} (${other.isActive ? 'active' : 'inactive'}, made ${moment(context, other.created)}, ${lastUse(context, other)})`
  const isOurs = mayBeOurs(other, begun)
  const why = isOurs
    ? `A rotation that was cut off may have made the key ${about}: then its secret is nowhere, and nothing uses it.`
    : `AWS allows two keys, and the user has another one, ${about}.`
  if ((isOurs || !other.isActive) && doors.consents(`${why} Delete it?`, other)) {
    await doors.signed(caller => deleteAccessKey(context.transport, caller, other.accessKeyId))
    context.say(`the key ${shown} is deleted`)
    return
  }
  // There is one other key at most: the rotation that was cut off has made none.
  if (!isOurs) await context.keys.remove(newName(name), begun)
  throw new AwsenvError(`there is no room for a new key: the user has another one, ${about}, and AWS allows two`, {
    hint: other.isActive
      ? 'find out what uses it; then switch it off and delete it in IAM, and run the command again'
      : 'run the command again and let it be deleted, or delete it in IAM',
  })
}

/** Made at the time of the attempt that was cut off, and not known to have been used. */
function mayBeOurs({ created, lastUsed }: ListedKey, begun: StoredKey | undefined): boolean {
  return typeof lastUsed !== 'number' && Math.abs(created - (begun?.created ?? Number.NaN)) <= CLOCKS_DIFFER
}

function lastUse(context: Context, { lastUsed }: ListedKey): string {
  if (lastUsed === undefined) return 'AWS does not tell when it was last used'
  return lastUsed === 'never' ? 'never used' : `last used ${moment(context, lastUsed)}`
}

function moment(context: Context, epochSeconds: number): string {
  return clockTime(epochSeconds, context.now())
}

function seconds(context: Context): number {
  return Math.floor(context.now() / 1000)
}

/** In seconds: how far this machine's clock may be from AWS's. */
const CLOCKS_DIFFER = 900
