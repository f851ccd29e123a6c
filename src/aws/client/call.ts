/** The one function that calls AWS: the SDK's schemas and signer, our connection and checks, the deadline, and the sentence if it fails. */
import type { GetOutputType } from '@smithy/types'
import { type AccessKey, opened, type SigningKey } from '../../model/credentials.ts'
import type { Secret } from '../../model/secret.ts'
import type { Facts } from '../failure/circumstances.ts'
import { failure } from '../failure/failure.ts'
import type { Whereabouts } from '../lazy/endpoint.ts'
import type { AnyCommand, Identity, Send } from '../lazy/send.ts'
import { admit } from './admit.ts'
import { agentFor } from './agents.ts'
import { checkedExchange } from './checked-exchange.ts'
import { endpointOf, type Network, usesDualstack, usesFips } from './network.ts'
import type { ServiceName } from './services.ts'
import { DEADLINES, deadlineOf, type Transport } from './transport.ts'

/** Who signs, and the way to AWS. */
export type Caller = { readonly accessKey: SigningKey; readonly network: Network }

/** Absent for a request that carries a token instead of a signature. */
export type Signer = { readonly accessKey?: SigningKey | undefined; readonly network: Network }

export type Service<Sdk> = {
  readonly name: ServiceName
  /** The SDK's commands and what sends them, as a file of lazy/ exports them. */
  readonly load: () => Promise<Sdk>
}

export type About = Facts & {
  readonly action: string
  /** Who signs, if another request is finding that out. */
  readonly asks?: Promise<string | undefined>
  /** Never retried: the first request may have worked, and only its answer got lost. */
  readonly once?: boolean
  /** The user's command doesn't depend on the answer, so it gets a shorter deadline. */
  readonly helps?: boolean
  /** The answer of success has no body. */
  readonly answersNothing?: boolean
  readonly roleArn?: string
  readonly serialNumber?: string | undefined
  /** A token in the request that anyone could use: it needs no signature. */
  readonly secret?: Secret
}

export async function call<Sdk extends { readonly send: Send }, Command extends AnyCommand>(
  transport: Transport,
  service: Service<Sdk>,
  { accessKey, network }: Signer,
  about: About,
  command: (sdk: Sdk) => Command,
): Promise<GetOutputType<Command>> {
  const endpoint = endpointOf(network, service.name)
  // Before the deadline starts: this may ask for a passphrase.
  const key = accessKey && (await opened(accessKey))
  const sdk = await service.load()
  const deadlines = about.helps ? DEADLINES.helping : DEADLINES.needed
  const agent = await agentFor(transport.agents, network, endpoint)
  const carries = { carriesSecret: about.secret !== undefined, isOnce: about.once === true }
  const maxAttempts = about.once ? 1 : 3
  const signal = deadlineOf(transport, deadlines)
  const { action, answersNothing = false } = about
  const { connect } = deadlines
  const attempt = { service: service.name, action, answersNothing, agent, connect, signal }
  let host: string | undefined
  try {
    const answer = await sdk.send(command(sdk), {
      ...whereabouts(network, endpoint),
      identity: key && identityOf(key),
      userAgent: transport.userAgent,
      ...{ maxAttempts, signal, now: transport.now, clockOffset: () => transport.clockOffset },
      async admit(url) {
        host = url.hostname
        await admit(transport, { service: service.name, network, ...carries }, url)
      },
      exchange: request => checkedExchange(transport, attempt, request),
    })
    return answer as GetOutputType<Command>
  } catch (cause) {
    const { region } = network
    const { clockOffset } = transport
    // A connection that we gave up looks like one that broke.
    const reason = signal.aborted ? signal.reason : cause
    throw failure(reason, {
      ...about,
      who: about.who ?? (await about.asks),
      region,
      endpoint,
      host,
      accessKey: key,
      clockOffset,
    })
  }
}
function whereabouts(network: Network, endpoint: string | undefined): Whereabouts {
  return {
    region: network.region,
    endpoint,
    isFips: endpoint === undefined && usesFips(network),
    isDualstack: endpoint === undefined && usesDualstack(network),
  }
}

/** In the SDK's shape. */
function identityOf({ accessKeyId, secretAccessKey, sessionToken }: AccessKey): Identity {
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
  }
}
