/** The one function that calls AWS: the SDK's client, our checks around it, the deadline, and the sentence if it fails. */
import type { GetOutputType } from '@smithy/types'
import { AwsenvError } from '../../errors.ts'
import { type AccessKey, opened, type SigningKey } from '../../model/credentials.ts'
import type { Secret } from '../../model/secret.ts'
import type { Facts } from '../failure/circumstances.ts'
import { failure } from '../failure/failure.ts'
import { admit } from './admit.ts'
import { agentsFor } from './agents.ts'
import { checkedAnswer } from './answer.ts'
import type { Destination } from './endpoint.ts'
import { answerInWords, exchange, type HttpRequest, type HttpResponse } from './exchange.ts'
import { endpointOf, type Network, usesDualstack, usesFips } from './network.ts'
import { SERVICES, type ServiceName } from './services.ts'
import { DEADLINES, type Deadlines, deadlineOf, type Transport } from './transport.ts'

/** Who signs, and the way to AWS. */
export type Caller = { readonly accessKey: SigningKey; readonly network: Network }

/** Absent for a request that carries a token instead of a signature. */
export type Signer = { readonly accessKey?: SigningKey | undefined; readonly network: Network }

export type Service<Sdk> = {
  readonly name: ServiceName
  /** The SDK's client and commands, as a file of lazy/ exports them. */
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

export async function call<Sdk extends { readonly Client: ClientClass }, Command>(
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
  const agents = await agentsFor(transport.agents, network, endpoint)
  const client = new sdk.Client({
    ...clientConfig(transport, network, endpoint, key),
    maxAttempts: about.once ? 1 : 3,
    requestHandler: { ...agents, ...timeouts(deadlines) },
  })
  let host: string | undefined
  guard(client, transport, service.name, about.answersNothing, async request => {
    host = request.hostname
    const carries = { carriesSecret: about.secret !== undefined, isOnce: about.once === true }
    await admit(transport, { service: service.name, network, ...carries }, request)
  })
  const abortSignal = deadlineOf(transport, deadlines)
  try {
    return (await client.send(command(sdk), { abortSignal })) as GetOutputType<Command>
  } catch (cause) {
    const { region } = network
    const { clockOffset } = transport
    // A connection that we gave up looks like one that broke.
    const reason = abortSignal.aborted ? abortSignal.reason : cause
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

/** Sets everything, because the SDK's defaults would read a half-set environment. */
function clientConfig(
  transport: Transport,
  network: Network,
  endpoint: string | undefined,
  accessKey: AccessKey | undefined,
) {
  const { userAgent: customUserAgent, clockOffset: systemClockOffset } = transport
  return {
    region: network.region,
    credentials: async () => identityFor(accessKey),
    ...(endpoint === undefined ? {} : { endpoint }),
    // The SDK refuses these two together with a custom endpoint.
    useFipsEndpoint: endpoint === undefined && usesFips(network),
    useDualstackEndpoint: endpoint === undefined && usesDualstack(network),
    retryMode: 'standard',
    defaultsMode: 'standard',
    ...{ customUserAgent, systemClockOffset },
  }
}

function timeouts({ connect, total }: Deadlines) {
  return { connectionTimeout: connect, requestTimeout: total, throwOnRequestTimeout: true }
}

/** In the SDK's shape. Given no key, the SDK would look for one itself. */
function identityFor(accessKey: AccessKey | undefined) {
  if (accessKey === undefined) throw new Error('this request is not to be signed')
  const { accessKeyId, secretAccessKey, sessionToken } = accessKey
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
  }
}

/** Puts our checks around every request: its destination before it is signed, the response before it is parsed. */
function guard(
  client: Client,
  transport: Transport,
  service: ServiceName,
  answersNothing: boolean | undefined,
  admitted: (destination: Destination) => Promise<void>,
): void {
  const { protocol } = SERVICES[service]
  client.middlewareStack.add(
    (next: Handler) => async (args: Arguments) => {
      await admitted(args.request)
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'high', name: 'awsenvEndpoint' },
  )
  client.middlewareStack.add(
    (next: Handler, context: { commandName?: string }) => async (args: Arguments) => {
      const action = context.commandName?.replace(/Command$/, '') ?? 'request'
      const tell = exchange(transport, action, args.request)
      try {
        const result = await next(args)
        const { response } = result
        const body = await checkedAnswer(response, args.request.hostname, protocol, answersNothing)
        const date = Date.parse(response.headers['date'] ?? '')
        if (!Number.isNaN(date)) transport.clockOffset = date - transport.now()
        response.body = body
        tell(answerInWords(response, body, transport.clockOffset, protocol))
        return result
      } catch (error) {
        const { name, message, code } = error as NodeJS.ErrnoException
        tell(error instanceof AwsenvError ? message : (code ?? name))
        throw error
      }
    },
    { step: 'deserialize', priority: 'low', name: 'awsenvAnswer' },
  )
}

/** What the SDK's clients have in common. */
type Client = {
  send(command: unknown, options: { abortSignal: AbortSignal }): Promise<unknown>
  middlewareStack: {
    add(middleware: unknown, options: { step: string; priority: string; name: string }): void
  }
}
// biome-ignore lint/suspicious/noExplicitAny: each service has its own types for the same settings.
type ClientClass = new (config: any) => any
type Arguments = { request: HttpRequest }
type Handler = (args: Arguments) => Promise<{ response: HttpResponse }>
