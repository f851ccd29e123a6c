/** Two questions to IAM that are only a convenience, and may be denied to a user: a denial is an answer. */
import type { Connection, Transport } from './client/client.ts'
import { iamCall, unlessDenied } from './iam-call.ts'

/** The serials of the caller's own MFA devices; undefined where the caller may not list them. */
export async function listMfaSerials(
  transport: Transport,
  connection: Connection,
): Promise<readonly string[] | undefined> {
  const { ListMFADevicesCommand } = await import('./lazy/iam.ts')
  const answer = await unlessDenied(
    iamCall(transport, connection, { action: 'ListMFADevices', once: false }, (client, options) =>
      client.send(new ListMFADevicesCommand({}), options),
    ),
  )
  return answer?.MFADevices?.flatMap(device => device.SerialNumber ?? [])
}

/** The account's alias; undefined where there is none or the caller may not read it. */
export async function accountAlias(transport: Transport, connection: Connection): Promise<string | undefined> {
  const { ListAccountAliasesCommand } = await import('./lazy/iam.ts')
  const answer = await unlessDenied(
    iamCall(transport, connection, { action: 'ListAccountAliases', once: false }, (client, options) =>
      client.send(new ListAccountAliasesCommand({}), options),
    ),
  )
  return answer?.AccountAliases?.[0]
}
