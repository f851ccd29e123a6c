/** The two calls of IAM that awsenv makes. Both may be denied to a user, and both are only a convenience: a denial is an answer. */
import { type Connection, clientConfig, deadlineOf, guard, type Line } from './connection.ts'
import { failure } from './failure.ts'

/** The serials of the caller's own MFA devices; undefined where the caller may not list them. */
export async function listMfaSerials(line: Line, connection: Connection): Promise<readonly string[] | undefined> {
  const { IAMClient, ListMFADevicesCommand } = await import('./lazy/iam.ts')
  const client = new IAMClient(await clientConfig(line, connection, { once: false }))
  guard(client as never, line)
  const answer = await unlessDenied(line, connection, 'ListMFADevices', abortSignal =>
    client.send(new ListMFADevicesCommand({}), { abortSignal }),
  )
  return answer?.MFADevices?.flatMap(device => device.SerialNumber ?? [])
}

/** The account's alias; undefined where there is none or the caller may not read it. */
export async function accountAlias(line: Line, connection: Connection): Promise<string | undefined> {
  const { IAMClient, ListAccountAliasesCommand } = await import('./lazy/iam.ts')
  const client = new IAMClient(await clientConfig(line, connection, { once: false }))
  guard(client as never, line)
  const answer = await unlessDenied(line, connection, 'ListAccountAliases', abortSignal =>
    client.send(new ListAccountAliasesCommand({}), { abortSignal }),
  )
  return answer?.AccountAliases?.[0]
}

async function unlessDenied<T>(
  line: Line,
  connection: Connection,
  action: string,
  send: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const abortSignal = deadlineOf(line)
  try {
    return await send(abortSignal)
  } catch (cause) {
    // A session without MFA is refused by IAM as an invalid token, a user without the permission as denied.
    if (cause instanceof Error && /^(?:AccessDenied|InvalidClientTokenId)/.test(cause.name)) return undefined
    throw failure(abortSignal.aborted ? abortSignal.reason : cause, {
      action,
      ...connection,
      clockOffset: line.clockOffset,
    })
  }
}
