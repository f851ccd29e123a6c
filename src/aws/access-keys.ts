/** A user's own access keys: what rotating one takes. IAM knows the user by whose key or session signs. */

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
  /** Undefined where AWS does not tell. */
  readonly lastUsed: number | 'never' | undefined
}

/** A second key. Sent once: should the answer be lost, the key that it told of is nobody's, and a third can't be made. */
export async function createAccessKey(transport: Transport, caller: Caller): Promise<AccessKey> {
  const about = { action: 'CreateAccessKey', once: true }
  const answer = await call(transport, IAM, caller, about, sdk => new sdk.CreateAccessKeyCommand({}))
  return checkedAccessKey(answer.AccessKey ?? {}, what => {
    throw new AwsenvError(`IAM answered CreateAccessKey with a key that can't be used: ${what}`, {
      hint: 'look at the endpoint: this is not how AWS answers',
    })
  })
}

/** All keys of the user, with their last use; undefined where the caller may not list them. */
export async function listAccessKeys(transport: Transport, caller: Caller): Promise<readonly ListedKey[] | undefined> {
  const about = { action: 'ListAccessKeys' }
  const answer = await unlessDenied(call(transport, IAM, caller, about, sdk => new sdk.ListAccessKeysCommand({})))
  const listed = answer?.AccessKeyMetadata?.map(async ({ AccessKeyId = '', Status, CreateDate }) => ({
    accessKeyId: AccessKeyId,
    isActive: Status === 'Active',
    created: (CreateDate?.getTime() ?? 0) / 1000,
    lastUsed: await lastUse(transport, caller, AccessKeyId),
  }))
  return listed && Promise.all(listed)
}

/** A key that is inactive can't sign, and can be made active again. */
export async function setAccessKeyActive(
  transport: Transport,
  caller: Caller,
  key: { readonly accessKeyId: string; readonly isActive: boolean },
): Promise<void> {
  const Status = key.isActive ? 'Active' : 'Inactive'
  await call(
    transport,
    IAM,
    caller,
    { action: 'UpdateAccessKey' },
    sdk => new sdk.UpdateAccessKeyCommand({ AccessKeyId: key.accessKeyId, Status }),
  )
}

export async function deleteAccessKey(transport: Transport, caller: Caller, accessKeyId: string): Promise<void> {
  const about = { action: 'DeleteAccessKey' }
  await call(transport, IAM, caller, about, sdk => new sdk.DeleteAccessKeyCommand({ AccessKeyId: accessKeyId }))
}

/** Undefined where AWS does not tell, for whatever reason: the answer only helps. */
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
