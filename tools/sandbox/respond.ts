import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorAnswer } from './answer.ts'
import { accountIdOf } from './caller.ts'
import type { Clock } from './clock.ts'
import { consoleAnswer, consoleRequest } from './console-sign-in/service.ts'
import { deliver } from './deliver.ts'
import { type Faults, isImpostor } from './fault.ts'
import { federationAnswer, federationParameters, isFederation } from './federation.ts'
import { centerRefusal } from './identity-center/error.ts'
import { centerAnswer, centerRequest } from './identity-center/service.ts'
import { impostorAnswer } from './impostor.ts'
import { metadataAnswer, metadataRequest } from './metadata.ts'
import { mfaCodePage } from './mfa-code.ts'
import { parseParameters } from './query.ts'
import { type LoggedRequest, withoutSecrets } from './request-log.ts'
import { bucketsAnswer, isListBuckets, LIST_BUCKETS } from './s3.ts'
import { answerQuestion, serviceOf } from './service.ts'
import type { World } from './world.ts'

/** What a running sandbox consists of. */
export type Inside = {
  readonly clock: Clock
  readonly world: World
  readonly faults: Faults
  readonly requests: LoggedRequest[]
  /** Ends what is still being sent when the sandbox closes. */
  readonly signal: AbortSignal
}

/** Notes a request, and answers it as the fault that it meets allows. */
export async function respond(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { clock, world, faults, requests, signal } = inside
  const body = Buffer.concat(await request.toArray())
  const page = mfaCodePage(world, clock, request.method ?? '', request.url ?? '')
  if (page) return deliver(response, page, randomUUID(), new Date(clock.now()), undefined, signal)

  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const isConsole = isFederation(request.url ?? '')
  const isBuckets = isListBuckets(request.method ?? '', request.url ?? '', headers)
  const parameters = isConsole
    ? federationParameters(request.method ?? '', request.url ?? '', body.toString())
    : isBuckets
      ? LIST_BUCKETS
      : parseParameters(body.toString())
  const metadata = metadataRequest(request.method ?? '', request.url ?? '', headers)
  const center = centerRequest(request.method ?? '', request.url ?? '', headers, body.toString())
  const signIn = consoleRequest(request.method ?? '', request.url ?? '', headers, body.toString())
  const action = center?.action ?? signIn?.action ?? metadata?.action ?? parameters['Action'] ?? ''
  const [, accessKeyId, region] = /Credential=(\w+)\/\d+\/([\w-]+)/.exec(headers['authorization'] ?? '') ?? []
  const logged: LoggedRequest = {
    ...{ action, accessKeyId, region },
    at: clock.now(),
    parameters: center || signIn ? {} : withoutSecrets(parameters),
    userAgent: headers['user-agent'] ?? '',
  }
  requests.push(logged)

  const fault = faults.take(action)
  if (fault === 'silence') return
  if (fault === 'close') return void response.destroy()
  const requestId = randomUUID()
  const question = {
    request: { method: request.method ?? '', path: request.url ?? '/', headers, body },
    parameters,
    requestId,
    now: clock.now(),
  }
  const { namespace } = serviceOf(parameters)
  const lie = typeof fault === 'object' && 'lie' in fault ? fault.lie : {}
  const truth = () => {
    if (center) return centerAnswer(world, center, clock.now())
    if (signIn) return consoleAnswer(world, signIn, clock.now())
    if (isBuckets) return bucketsAnswer(world, question)
    if (metadata) return metadataAnswer(world, metadata, clock.now(), lie)
    return isConsole ? federationAnswer(world, parameters, clock.now(), lie) : answerQuestion(world, question, lie)
  }
  const isRefusal = typeof fault === 'object' && 'refusal' in fault
  const answer = isImpostor(fault)
    ? impostorAnswer(fault, namespace, accountIdOf(world, logged.accessKeyId ?? ''), requestId)
    : isRefusal
      ? center || signIn
        ? centerRefusal(fault.refusal)
        : errorAnswer(namespace, fault.refusal, requestId)
      : await truth()
  logged.status = answer.status
  logged.code = answer.code
  const spoilt = isImpostor(fault) || isRefusal ? undefined : fault
  await deliver(response, answer, requestId, new Date(clock.now()), spoilt, signal)
}
