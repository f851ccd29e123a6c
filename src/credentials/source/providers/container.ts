/**
 * `credential_source = EcsContainer`: the role of the container (ECS, EKS Pod Identity, or any other server of
 * AWS_CONTAINER_CREDENTIALS_FULL_URI). The SDK's provider waits for ever for a silent server, and reads any length.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
import { readFileSync, statSync } from 'node:fs'
import { askMetadata } from '../../../aws/metadata.ts'
import { AwsenvError } from '../../../errors.ts'
import { fileReason } from '../../../files/read.ts'
import type { Environment } from '../../../model/environment.ts'
import { answeredObject, providedKey } from './answered-key.ts'
import type { KeyOnDemand } from './provider.ts'

export const container: KeyOnDemand = {
  name: 'EcsContainer',
  distinction: context => [urlOf(context.environmentBefore) ?? ''],
  async provide(context) {
    const env = context.environmentBefore
    const url = urlOf(env)
    if (url === undefined) {
      throw new AwsenvError(
        'the profile takes its key from the container (EcsContainer), but this is not a container',
        {
          hint: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI is set where there is one',
        },
      )
    }
    const { status, body } = await askMetadata(context.transport, { url, headers: authorizationOf(env) })
    // Its own reason may be any text.
    if (status !== 200) return refuse(`it has status ${status}`)
    const { Token: SessionToken, ...key } = answeredObject(body, refuse)
    return providedKey({ ...key, SessionToken }, context.now(), refuse)
  },
}

/** The relative one first, as in all SDKs. */
function urlOf(env: Environment): string | undefined {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  return relative ? `http://169.254.170.2${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] || undefined
}

/** The file first: EKS renews the token in it. */
function authorizationOf(env: Environment): Readonly<Record<string, string>> {
  const path = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
  const token = path ? tokenIn(path) : env['AWS_CONTAINER_AUTHORIZATION_TOKEN']
  if (!token) return {}
  // A line break would start another header.
  if (/^[\x20-\x7e]{1,16384}$/.test(token)) return { authorization: token }
  throw new AwsenvError('the authorization token of the container has characters that no header can have', {
    hint: `look at ${path ? `"${path}" (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)` : 'AWS_CONTAINER_AUTHORIZATION_TOKEN'}`,
  })
}

function tokenIn(path: string): string {
  const fail = (why: string, cause?: unknown): never => {
    throw new AwsenvError(`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE "${path}" can't be read: ${why}`, {
      hint: 'unset the variable, or set AWS_CONTAINER_AUTHORIZATION_TOKEN instead',
      cause,
    })
  }
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : fail('it is not a regular file')
  } catch (cause) {
    if (cause instanceof AwsenvError) throw cause
    return fail(fileReason(cause), cause)
  }
}

function refuse(what: string): never {
  throw new AwsenvError(`the container's metadata gave an unusable answer: ${what}`, {
    hint: 'look at AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and the authorization token',
  })
}
