/** From a request to an answer: who asks, may he sign so, what does he want. */
import { IAM, type Service, STS } from './actions/index.ts'
import { type Answer, errorAnswer, lieAbout, resultAnswer } from './answer.ts'
import { findCaller } from './caller.ts'
import { ApiError } from './errors.ts'
import type { Lie } from './fault.ts'
import type { Parameters } from './query.ts'
import { parseAuthorization, type SignedRequest, verifySignature } from './signature.ts'
import type { World } from './world.ts'

export type Question = {
  readonly request: SignedRequest
  readonly parameters: Parameters
  readonly requestId: string
  readonly now: number
}

/** The answer of AWS; an error too is one. */
export async function answerQuestion(world: World, question: Question, lie: Lie = {}): Promise<Answer> {
  const { parameters, requestId } = question
  const service = serviceOf(parameters)
  const action = parameters['Action'] ?? ''
  try {
    return resultAnswer(service.namespace, action, lieAbout(await perform(world, service, question), lie), requestId)
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(service.namespace, error, requestId)
    throw error
  }
}

/** The service that a call means; STS answers what nobody knows. */
export function serviceOf(parameters: Parameters): Service {
  return parameters['Version'] === IAM.version ? IAM : STS
}

/** @throws ApiError for a caller who may not, or a call that there isn't */
export async function perform(world: World, service: Service, { request, parameters, now }: Question) {
  const unsigned = service.unsigned.get(parameters['Action'] ?? '')
  if (unsigned) return unsigned({ world, parameters, now })
  const authorization = parseAuthorization(request.headers['authorization'])
  const sessionToken = request.headers['x-amz-security-token']
  const caller = findCaller(world, now, { ...authorization, sessionToken })
  const { secretAccessKey } = caller
  await verifySignature(request, authorization, { secretAccessKey, service: service.name, now })
  const holder = world.keyHolder(caller.accessKeyId)
  if (holder) holder.key.lastUsed = now
  const { Action = '', Version = '' } = parameters
  const action = service.actions.get(Action)
  if (!action || Version !== service.version)
    throw new ApiError(
      400,
      'InvalidAction',
      `Could not find operation ${Action} for version ${Version || 'NO_VERSION_SPECIFIED'}`,
    )
  return action({ world, caller, parameters, now })
}
