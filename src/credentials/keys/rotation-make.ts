/** The first half of a rotation: a second key of the user, in the vault. */
import {
  createAccessKey,
  deleteAccessKey,
  type KeyCaller,
  type ListedKey,
  listAccessKeys,
} from '../../aws/access-keys.ts'
import type { Network } from '../../aws/client/network.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { clockTime } from '../../model/duration.ts'
import { newName } from '../../vault/keys/entry-names.ts'
import type { StoredKey } from '../../vault/keys/key-vault.ts'

/** The user whose key it is, and the person at the terminal. */
export type KeyOwner = {
  /** Makes a call with an MFA session of the user. */
  signed<T>(call: (caller: KeyCaller) => Promise<T>): Promise<T>
  /** Who it is, and the network to ask again. */
  identity(): Promise<{ readonly arn: string; readonly network: Network }>
  /** Asks whether a key of the user may be deleted; the question says which, and why. For an active one, only a person can say yes. */
  consents(question: string, key: { readonly isActive: boolean }): boolean
}

/** What the vault has: the key, and the mark of a rotation that was interrupted before the new key arrived. */
export type Beginning = { readonly current: StoredKey; readonly begun: StoredKey | undefined }

/** Notes first that a rotation has begun: if IAM then has a new key that nobody has used, its secret got lost on the way. */
export async function makeKey(
  context: Context,
  name: string,
  { current, begun }: Beginning,
  owner: KeyOwner,
): Promise<StoredKey> {
  const { keys, transport } = context
  const listed = await owner.signed(caller => listAccessKeys(transport, caller))
  const other = listed?.find(({ accessKeyId }) => accessKeyId !== current.accessKeyId)
  if (other !== undefined) await makeRoom(context, name, other, begun, owner)
  const mark = { ...current, created: seconds(context) }
  await keys.put(newName(name), mark, begun)
  const made = await owner
    .signed(caller => createAccessKey(transport, caller))
    .catch(async (error: unknown) => {
      // If AWS refused, there is no new key; without an answer, there may be one.
      if (error instanceof AwsFailure && NOTHING_MADE.has(error.kind)) await keys.remove(newName(name), mark)
      throw error
    })
  const { mfa_serial } = current
  const stored = { ...made, created: seconds(context), ...(mfa_serial !== undefined && { mfa_serial }) }
  await storeMade(context, name, stored, mark, owner)
  context.say(`a new key, ${shownAccessKeyId(made)}, is made, and in awsenv's vault`)
  return stored
}

const NOTHING_MADE: ReadonlySet<AwsFailure['kind']> = new Set(['refused', 'unknown key', 'wrong secret', 'unsent'])

/** A key whose secret can't be stored is useless: it is deleted again while its id is known. */
async function storeMade(
  context: Context,
  name: string,
  made: StoredKey,
  mark: StoredKey,
  owner: KeyOwner,
): Promise<void> {
  const { keys, transport } = context
  try {
    await keys.put(newName(name), made, mark)
  } catch (error) {
    // A write may fail after the rename.
    const stored = await keys.get(newName(name)).catch(() => made)
    if (stored?.accessKeyId === made.accessKeyId) throw error
    await owner.signed(caller => deleteAccessKey(transport, caller, made.accessKeyId))
    context.say(`the new key, ${shownAccessKeyId(made)}, can't be stored, so awsenv deleted it again`)
    throw error
  }
}

/** A user has two keys at most. One that may be in use is never touched without a person's yes. */
async function makeRoom(
  context: Context,
  name: string,
  other: ListedKey,
  begun: StoredKey | undefined,
  owner: KeyOwner,
): Promise<void> {
  const shown = shownAccessKeyId(other)
  const about = `${shown} (${other.isActive ? 'active' : 'inactive'}, made ${moment(context, other.created)}, ${lastUse(context, other)})`
  const isOurs = mayBeOurs(other, begun)
  const why = isOurs
    ? `A rotation that was cut off may have made the key ${about}: then its secret is nowhere, and nothing uses it.`
    : `AWS allows two keys, and the user has another one, ${about}.`
  if ((isOurs || !other.isActive) && owner.consents(`${why} Delete it?`, other)) {
    await owner.signed(caller => deleteAccessKey(context.transport, caller, other.accessKeyId))
    context.say(`the key ${shown} is deleted`)
    return
  }
  // There is at most one other key, so the interrupted rotation made none.
  if (!isOurs) await context.keys.remove(newName(name), begun)
  throw new AwsenvError(`there is no room for a new key: the user has another one, ${about}, and AWS allows two`, {
    hint: other.isActive
      ? 'find out what uses it; then switch it off and delete it in IAM, and run the command again'
      : 'run the command again and let it be deleted, or delete it in IAM',
  })
}

/** Made when the interrupted attempt ran, and not known to have been used. */
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

/** In seconds: the largest expected offset between this machine's clock and AWS's. */
const CLOCKS_DIFFER = 900
