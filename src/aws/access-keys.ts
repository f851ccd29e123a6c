/** A user's own access keys: what rotating one takes. IAM knows the user by whose key or session signs. */

import { AwsenvError } from '../errors.ts'
import type { AccessKey } from '../model/credentials.ts'
import { checkedAccessKey } from './checked-key.ts'
import type { Connection, Transport } from './client/client.ts'
import { iamCall, unlessDenied } from './iam-call.ts'

/** A key as IAM lists it. Times are epoch seconds. */
export type ListedKey = {
  readonly accessKeyId: string
  readonly isActive: boolean
  readonly created: number
  /** Undefined where AWS does not tell. */
  readonly lastUsed: number | 'never' | undefined
}

/** A second key. Sent once: should the answer be lost, the key that it told of is nobody's, and a third can't be made. */
export async function createAccessKey(transport: Transport, connection: Connection): Promise<AccessKey> {
  const { CreateAccessKeyCommand } = await import('./lazy/iam.ts')
  const about = { action: 'CreateAccessKey', once: true }
  const answer = await iamCall(transport, connection, about, (client, options) =>
    client.send(new CreateAccessKeyCommand({}), options),
  )
  return checkedAccessKey(answer.AccessKey ?? {}, what => {
    throw new AwsenvError(`IAM answered CreateAccessKey with a key that can't be used: ${what}`, {
      hint: 'look at the endpoint: this is not how AWS answers',
    })
  })
}

/** All keys of the user, with their last use; undefined where the caller may not list them. */
export async function listAccessKeys(
  transport: Transport,
  connection: Connection,
): Promise<readonly ListedKey[] | undefined> {
  const { ListAccessKeysCommand } = await import('./lazy/iam.ts')
  const about = { action: 'ListAccessKeys', once: false }
  const answer = await unlessDenied(
    iamCall(transport, connection, about, (client, options) => client.send(new ListAccessKeysCommand({}), options)),
  )
  const listed = answer?.AccessKeyMetadata?.map(async ({ AccessKeyId = '', Status, CreateDate }) => ({
    accessKeyId: AccessKeyId,
    isActive: Status === 'Active',
    created: (CreateDate?.getTime() ?? 0) / 1000,
    lastUsed: await lastUse(transport, connection, AccessKeyId),
  }))
  return listed && Promise.all(listed)
}

/** A key that is inactive can't sign, and can be made active again. */
export async function setAccessKeyActive(
  transport: Transport,
  connection: Connection,
  key: { readonly accessKeyId: string; readonly isActive: boolean },
): Promise<void> {
  const { UpdateAccessKeyCommand } = await import('./lazy/iam.ts')
  const Status = key.isActive ? 'Active' : 'Inactive'
  await iamCall(transport, connection, { action: 'UpdateAccessKey', once: false }, (client, options) =>
    client.send(new UpdateAccessKeyCommand({ AccessKeyId: key.accessKeyId, Status }), options),
  )
}

export async function deleteAccessKey(
  transport: Transport,
  connection: Connection,
  accessKeyId: string,
): Promise<void> {
  const { DeleteAccessKeyCommand } = await import('./lazy/iam.ts')
  await iamCall(transport, connection, { action: 'DeleteAccessKey', once: false }, (client, options) =>
    client.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId }), options),
  )
}

async function lastUse(
  transport: Transport,
  connection: Connection,
  accessKeyId: string,
): Promise<ListedKey['lastUsed']> {
  const { GetAccessKeyLastUsedCommand } = await import('./lazy/iam.ts')
  const about = { action: 'GetAccessKeyLastUsed', once: false }
  const answer = await unlessDenied(
    iamCall(transport, connection, about, (client, options) =>
      client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }), options),
    ),
  )
  if (answer === undefined) return undefined
  const date = answer.AccessKeyLastUsed?.LastUsedDate
  return date === undefined ? 'never' : date.getTime() / 1000
}
