/** What all calls of IAM have in common. */
import { type Connection, clientConfig, deadlineOf, guard, type Transport } from './client/client.ts'
import { failure } from './failure/failure.ts'

type IamClient = InstanceType<typeof import('./lazy/iam.ts')['IAMClient']>

/** `once`: the request must not go out a second time, since the answer to the first may only have been lost. */
export type IamAbout = { readonly action: string; readonly once: boolean }

export async function iamCall<T>(
  transport: Transport,
  connection: Connection,
  about: IamAbout,
  send: (client: IamClient, options: { abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const { IAMClient } = await import('./lazy/iam.ts')
  const client = new IAMClient(await clientConfig(transport, connection, about))
  guard(client as never, transport)
  const abortSignal = deadlineOf(transport)
  try {
    return await send(client, { abortSignal })
  } catch (cause) {
    const { action } = about
    throw failure(abortSignal.aborted ? abortSignal.reason : cause, {
      action,
      ...connection,
      clockOffset: transport.clockOffset,
    })
  }
}

/** The same, where a denial is an answer: undefined. */
export async function unlessDenied<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    // A session without MFA is refused by IAM as an invalid token, a user without the permission as denied.
    const { cause } = error as Error
    if (cause instanceof Error && /^(?:AccessDenied|InvalidClientTokenId)/.test(cause.name)) return undefined
    throw error
  }
}
