/**
 * The sign-in service behind `aws login`: the person's session at the console becomes credentials of 15 minutes, and a
 * refresh token for more. https://docs.aws.amazon.com/signin/latest/APIReference/API_dataplane-signin_CreateOAuth2Token.html
 */
import { AwsenvError } from '../errors.ts'
import type { Credentials } from '../model/credentials.ts'
import { Secret } from '../model/secret.ts'
import { checkedAccessKey } from './checked-key.ts'
import { admit } from './client/admit.ts'
import { refuseForeign } from './client/answer.ts'
import { endpointOf, type Network, usesDualstack, usesFips } from './client/network.ts'
import { plainCall, plainFailure } from './client/plain-call.ts'
import { signinHost } from './client/services.ts'
import type { Transport } from './client/transport.ts'
import { proofOf } from './dpop.ts'

/** How it is asked, and what the sentence for a failure calls the session. */
export type SigninCaller = {
  readonly network: Network
  readonly who: string
  readonly remedy: string
  /** The key that the tokens are bound to. */
  readonly proofKey: Secret
  readonly clientId: string
}

export type SigninGrant =
  | { readonly kind: 'code'; readonly code: Secret; readonly codeVerifier: Secret; readonly redirectUri: string }
  | { readonly kind: 'refresh'; readonly refreshToken: Secret }

export type SigninToken = {
  readonly credentials: Credentials
  readonly refreshToken: Secret
  /** A JSON Web Token that says who has signed in; a refresh brings none. */
  readonly idToken?: string | undefined
}

/** The clients that AWS knows for `aws login`: a browser on this machine, or on another one. */
export const CLIENTS = {
  sameDevice: 'arn:aws:signin:::devtools/same-device',
  crossDevice: 'arn:aws:signin:::devtools/cross-device',
} as const

/** An address of the service, once it is certain that a code from there may go there. */
export async function signinAddress(transport: Transport, network: Network, path: string): Promise<URL> {
  const variant = { isFips: usesFips(network), isDualstack: usesDualstack(network) }
  const url = new URL(path, endpointOf(network, 'signin') ?? `https://${signinHost(network.region, variant)}`)
  await admit(transport, { service: 'signin', network, carriesSecret: true, isOnce: true }, url)
  return url
}

export async function createOAuth2Token(
  transport: Transport,
  { network, proofKey, clientId, ...told }: SigninCaller,
  grant: SigninGrant,
): Promise<SigninToken> {
  const url = await signinAddress(transport, network, '/v1/token')
  const about = {
    ...told,
    action: 'CreateOAuth2Token',
    secret: grant.kind === 'code' ? grant.code : grant.refreshToken,
  }
  const { status, text } = await plainCall(transport, { network }, about, {
    url,
    contentType: 'application/json',
    headers: { dpop: proofOf(proofKey, { method: 'POST', url, now: transport.now() + transport.clockOffset }) },
    body: JSON.stringify({ clientId, ...fieldsOf(grant) }),
  })
  try {
    return tokenIn(transport, status, text, url.hostname)
  } catch (cause) {
    throw plainFailure(transport, { network }, about, url, cause)
  }
}

function fieldsOf(grant: SigninGrant) {
  if (grant.kind === 'refresh') return { grantType: 'refresh_token', refreshToken: grant.refreshToken.reveal() }
  const { code, codeVerifier, redirectUri } = grant
  return {
    ...{ grantType: 'authorization_code', code: code.reveal(), codeVerifier: codeVerifier.reveal() },
    redirectUri,
  }
}

function tokenIn(transport: Transport, status: number, text: string, hostname: string): SigninToken {
  if (status < 500) refuseForeign(status, text, hostname)
  const content = objectIn(text)
  if (status !== 200) throw refusalIn(status, content)
  const { accessKeyId, secretAccessKey, sessionToken: SessionToken } = Object(content['accessToken'])
  const answer = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken }
  const { sessionToken = refuse('the session token is missing'), ...key } = checkedAccessKey(answer, refuse)
  const { expiresIn, refreshToken, idToken } = content
  if (typeof expiresIn !== 'number' || !(expiresIn > 0)) return refuse('their life is missing')
  if (typeof refreshToken !== 'string' || refreshToken === '') return refuse('the refresh token is missing')
  const expiration = Math.floor(transport.now() / 1000) + Math.min(expiresIn, LONGEST)
  return {
    credentials: { ...key, sessionToken, expiration },
    refreshToken: new Secret(refreshToken),
    idToken: typeof idToken === 'string' ? idToken : undefined,
  }
}

/** In the shape of the SDK's errors: `error` has the code that tells one refusal from another. */
function refusalIn(status: number, { error, message }: Readonly<Record<string, unknown>>): Error {
  const name = typeof error === 'string' && error !== '' && error.length <= 64 ? error : 'SigninServiceException'
  const cause = new Error(typeof message === 'string' ? message : '')
  return Object.assign(cause, { name, $metadata: { httpStatusCode: status } })
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

function refuse(why: string): never {
  throw new AwsenvError(`AWS Sign-In gave credentials that can't be used: ${why}`, {
    hint: 'look at the endpoint and at any proxy between',
  })
}

/** In seconds. */
const LONGEST = 43_200
