/** An access key for the user, straight into awsenv's vault. */
import { createAccessKey, deleteAccessKey } from '../../aws/access-keys.ts'
import type { Caller } from '../../aws/client/call.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { getCallerIdentity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { untilKnown } from '../../context/until-known.ts'
import { storeKey } from '../../credentials/keys/store.ts'
import { AwsenvError } from '../../errors.ts'
import { type AccessKey, shownAccessKeyId } from '../../model/credentials.ts'
import type { UserName } from '../policy/account-plan.ts'
import { isNotYet } from './carry-out.ts'

/** `entry` is its name in the vault, which has no such entry yet. */
export async function makeFirstKey(context: Context, caller: Caller, user: UserName, entry: string): Promise<void> {
  const made = await created(context, caller, user)
  await stored(context, caller, user, entry, made)
  context.say(`an access key, ${shownAccessKeyId(made)}, is made, and in awsenv's vault as "${entry}"`)
  await prove(context, caller, user, made)
}

async function created(context: Context, caller: Caller, { name }: UserName): Promise<AccessKey> {
  try {
    const waiting = 'waiting until IAM knows the user everywhere'
    return await untilKnown(context, () => createAccessKey(context.transport, { ...caller, userName: name }), {
      isNotYet,
      waiting,
    })
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== 'other') throw error
    throw new AwsenvError(error.message, {
      hint: 'IAM may have made a key whose secret got lost on the way: run the command again, which finds it',
      cause: error,
    })
  }
}

/** A key whose secret can't be stored is useless: it is deleted again while its id is known. */
async function stored(
  context: Context,
  caller: Caller,
  { name }: UserName,
  entry: string,
  made: AccessKey,
): Promise<void> {
  try {
    await storeKey(context, entry, { ...made, created: Math.floor(context.now() / 1000) }, undefined)
  } catch (error) {
    // A write may fail after the rename.
    const found = await context.keys.get(entry).catch(() => undefined)
    if (found?.accessKeyId === made.accessKeyId) throw error
    await deleteAccessKey(context.transport, { ...caller, userName: name }, made.accessKeyId)
    context.say(`the new key, ${shownAccessKeyId(made)}, can't be stored, so awsenv deleted it again`)
    throw error
  }
}

async function prove(context: Context, { network }: Caller, user: UserName, made: AccessKey): Promise<void> {
  const isUnknown = (error: unknown) => error instanceof AwsFailure && error.kind === 'unknown key'
  try {
    const ask = () => getCallerIdentity(context.transport, { accessKey: made, network })
    const { arn } = await untilKnown(context, ask, {
      isNotYet: isUnknown,
      waiting: 'waiting until AWS knows the new key, usually some seconds',
    })
    if (arn === user.arn) return
    throw new AwsenvError(`the new key ${shownAccessKeyId(made)} is of "${arn}", not of "${user.arn}"`)
  } catch (error) {
    if (!isUnknown(error)) throw error
    throw new AwsenvError(`AWS doesn't know the new key ${shownAccessKeyId(made)} after a minute`, {
      hint: "it is in awsenv's vault: run the command again in a few minutes",
      cause: error,
    })
  }
}
