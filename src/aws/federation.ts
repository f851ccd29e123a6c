/** The console's federation endpoint, which no SDK knows: credentials for a token that signs a browser in. */
import type { IncomingMessage } from 'node:http'
import { AwsenvError } from '../errors.ts'
import type { AccessKey } from '../model/credentials.ts'
import { Secret } from '../model/secret.ts'
import { collected, refuseForeign } from './client/answer.ts'
import { agentsFor, type Connection, deadlineOf, type Transport } from './client/client.ts'
import { checkEndpoint } from './client/endpoint.ts'
import { failure } from './failure/failure.ts'

/**
 * By POST, so that the keys stand in no address and no log. SessionDuration is never sent: AWS takes it only for roles
 * that a long-term key has assumed, and without it the console's session ends with the credentials.
 * `host` is AWS's own for the partition, the one host to which they may go unless the user has pinned another.
 */
export async function getSigninToken(
  transport: Transport,
  connection: Connection & { readonly endpoint: string; readonly accessKey: Required<AccessKey> },
  host: string,
): Promise<Secret> {
  const { endpoint, accessKey } = connection
  const url = new URL('/federation', endpoint)
  checkEndpoint(url, [...(await transport.trustedHosts()), host])
  const session = {
    sessionId: accessKey.accessKeyId,
    sessionKey: accessKey.secretAccessKey.reveal(),
    sessionToken: accessKey.sessionToken.reveal(),
  }
  const form = String(new URLSearchParams({ Action: 'getSigninToken', Session: JSON.stringify(session) }))
  const signal = deadlineOf(transport)
  const started = transport.now()
  try {
    const answer = await post(transport, connection, url, form, signal)
    const status = answer.statusCode ?? 0
    const body = await collected(answer, url.hostname)
    transport.debug(
      `getSigninToken at ${url.hostname}: ${status}, ${body.byteLength} bytes, ${transport.now() - started} ms`,
    )
    return signinTokenIn(status, new TextDecoder().decode(body).trim(), url.hostname)
  } catch (cause) {
    if (cause instanceof AwsenvError) throw cause
    // A connection that we gave up looks like one that broke.
    const about = { action: 'getSigninToken', ...connection, clockOffset: transport.clockOffset }
    throw failure(signal.aborted ? signal.reason : cause, about)
  }
}

async function post(
  transport: Transport,
  connection: Connection,
  url: URL,
  form: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const agents = await agentsFor(transport, connection)
  const isTls = url.protocol === 'https:'
  const { request } = isTls ? await import('node:https') : await import('node:http')
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(form),
    accept: 'application/json',
    'user-agent': transport.userAgent,
  }
  const agent = isTls ? agents.httpsAgent : agents.httpAgent
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers, signal }, resolve).on('error', reject).end(form)
  })
}

function signinTokenIn(status: number, text: string, hostname: string): Secret {
  // The endpoint says no in a web page, without a reason.
  if (status >= 400 && status < 500) {
    throw new AwsenvError(`AWS takes these credentials for no console session (${hostname} answered ${status})`, {
      hint: "it does not say why: they may have expired, have been revoked, or be no role's; a new session may help: --refresh",
    })
  }
  if (status >= 500) {
    throw new AwsenvError(`${hostname} has a fault of its own (status ${status})`, { hint: 'try again in a moment' })
  }
  refuseForeign(status, text, hostname)
  const { SigninToken } = fieldsOf(text)
  if (typeof SigninToken === 'string' && /^[\w.~+/=-]{16,16384}$/.test(SigninToken)) return new Secret(SigninToken)
  throw new AwsenvError(`${hostname} answered without a usable sign-in token`, {
    hint: 'it is not AWS that answers: look at AWS_ENDPOINT_URL_SIGNIN, AWS_ENDPOINT_URL and any proxy between',
  })
}

function fieldsOf(text: string): { readonly SigninToken?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
