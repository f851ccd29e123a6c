/** A user's access keys: list, create, deactivate, delete. Without a user's name, IAM takes the user from the signature; other servers may not. */

import { AwsenvError } from '../errors.ts'
import type { AccessKey } from '../model/credentials.ts'
import { checkedAccessKey } from './checked-key.ts'
import { type Caller, call } from './client/call.ts'
import type { Transport } from './client/transport.ts'
import { AwsFailure } from './failure/aws-failure.ts'
import { IAM, unlessDenied } from './iam.ts'

/** A key as IAM lists it. Times are epoch seconds. */
export type ListedKey = {
  readonly accessKeyId: string
  readonly isActive: boolean
  readonly created: number
  /** Undefined if AWS doesn't say. */
  readonly lastUsed: number | 'never' | undefined
}

/** Who signs, and the user whose keys are meant. */
export type KeyCaller = Caller & { readonly userName?: string | undefined }

/** Makes a key. Sent once: a lost answer leaves a key nobody knows, and AWS allows no third. */
export async function createAccessKey(transport: Transport, caller: KeyCaller): Promise<AccessKey> {
  const about = { action: 'CreateAccessKey', once: true }
  const answer = await call(transport, IAM, caller, about, sdk => new sdk.CreateAccessKeyCommand(userOf(caller)))
  return checkedAccessKey(answer.AccessKey ?? {}, what => {
    throw new AwsenvError(`IAM answered CreateAccessKey with a key that can't be used: ${what}`, {
      hint: "check the endpoint: AWS doesn't answer like this",
    })
  })
}

/** All keys of the user, with their last use; undefined if the caller may not list them. */
export async function listAccessKeys(
  transport: Transport,
  caller: KeyCaller,
): Promise<readonly ListedKey[] | undefined> {
  const about = { action: 'ListAccessKeys' }
  const input = userOf(caller)
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.ListAccessKeysCommand(input)))
  const listed = answer?.AccessKeyMetadata?.map(async ({ AccessKeyId = '', Status, CreateDate }) => ({
    accessKeyId: AccessKeyId,
    isActive: Status === 'Active',
    created: (CreateDate?.getTime() ?? 0) / 1000,
    lastUsed: await lastUse(transport, caller, AccessKeyId),
  }))
  return listed && Promise.all(listed)
}

/** An inactive key can't sign, but can be reactivated. */
export async function setAccessKeyActive(
  transport: Transport,
  caller: KeyCaller,
  key: { readonly accessKeyId: string; readonly isActive: boolean },
): Promise<void> {
  const Status = key.isActive ? 'Active' : 'Inactive'
  await call(
    transport,
    IAM,
    caller,
    { action: 'UpdateAccessKey' },
    sdk => new sdk.UpdateAccessKeyCommand({ ...userOf(caller), AccessKeyId: key.accessKeyId, Status }),
  )
}

export async function deleteAccessKey(transport: Transport, caller: KeyCaller, accessKeyId: string): Promise<void> {
  const about = { action: 'DeleteAccessKey' }
  const input = { ...userOf(caller), AccessKeyId: accessKeyId }
  await call(transport, IAM, caller, about, sdk => new sdk.DeleteAccessKeyCommand(input))
}

function userOf({ userName }: KeyCaller): { readonly UserName?: string } {
  return userName === undefined ? {} : { UserName: userName }
}

/** Undefined if AWS doesn't say, for whatever reason: the answer is a help only. */
async function lastUse(transport: Transport, caller: Caller, AccessKeyId: string): Promise<ListedKey['lastUsed']> {
  const about = { action: 'GetAccessKeyLastUsed', helps: true }
  const answer = await call(
    transport,
    IAM,
    caller,
    about,
    sdk => new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId }),
  ).catch((error: unknown) => {
    if (error instanceof AwsFailure) return undefined
    throw error
  })
  if (answer === undefined) return undefined
  const date = answer.AccessKeyLastUsed?.LastUsedDate
  return date === undefined ? 'never' : date.getTime() / 1000
}
