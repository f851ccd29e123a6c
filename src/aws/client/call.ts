/** One call of STS: its client, its deadline, and the sentence where it fails. */
import type { Secret } from '../../model/secret.ts'
import { failure } from '../failure/failure.ts'
import { type Connection, clientConfig, deadlineOf, guard, type Transport } from './client.ts'

/** What is known when a call fails, for the sentence that explains it. */
export type Facts = { readonly who?: string | undefined; readonly sessionAge?: number | undefined }

type StsClient = InstanceType<typeof import('../lazy/sts.ts')['STSClient']>
type About = {
  readonly action: string
  readonly once: boolean
  readonly roleArn?: string
  readonly serialNumber?: string | undefined
  readonly webIdentityToken?: Secret
} & Facts

export async function call<T>(
  transport: Transport,
  connection: Connection,
  about: About,
  send: (client: StsClient, options: { abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const sdk = await import('../lazy/sts.ts')
  const client = new sdk.STSClient(await clientConfig(transport, connection, about))
  guard(client as never, transport)
  const abortSignal = deadlineOf(transport)
  try {
    return await send(client, { abortSignal })
  } catch (cause) {
    // A connection that we gave up looks like one that broke.
    throw failure(abortSignal.aborted ? abortSignal.reason : cause, {
      ...about,
      region: connection.region,
      endpoint: connection.endpoint,
      accessKey: connection.accessKey,
      clockOffset: transport.clockOffset,
    })
  }
}
