/** The one call of S3 that the sandbox knows: a signed GET of `/`, which lists an account's buckets. There are none. */
import type { Service } from './actions/index.ts'
import type { Answer } from './answer.ts'
import { ApiError } from './errors.ts'
import { authorize } from './permission.ts'
import { perform, type Question } from './service.ts'
import type { World } from './world.ts'

export const LIST_BUCKETS = { Action: 'ListBuckets', Version: '2006-03-01' } as const

export function isListBuckets(method: string, target: string, headers: Readonly<Record<string, string>>): boolean {
  return method === 'GET' && target === '/' && /^[^,]*\/s3\/aws4_request,/.test(headers['authorization'] ?? '')
}

export async function bucketsAnswer(world: World, question: Question): Promise<Answer> {
  try {
    // S3 takes no request without the hash of its body, unlike the other services.
    if (question.request.headers['x-amz-content-sha256'] === undefined)
      throw new ApiError(400, 'MissingSecurityHeader', 'Your request was missing a required header')
    await perform(world, S3, question)
    return xml(
      200,
      '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets></Buckets></ListAllMyBucketsResult>',
    )
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { status, code, message } = error
    return { ...xml(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`), code }
  }
}

function xml(status: number, body: string): Answer {
  return { status, contentType: 'application/xml', body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` }
}

const S3: Service = {
  name: 's3',
  version: LIST_BUCKETS.Version,
  namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  actions: new Map([
    [
      LIST_BUCKETS.Action,
      call => {
        authorize(call, 's3:ListAllMyBuckets', '*')
        return {}
      },
    ],
  ]),
  unsigned: new Map(),
}
