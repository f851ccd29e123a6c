/** The console's federation endpoint, which no SDK knows: it turns credentials into a sign-in token. */
import { AwsenvError } from '../errors.ts'
import type { AccessKey } from '../model/credentials.ts'
import { Secret } from '../model/secret.ts'
import { refuseForeign } from './client/answer.ts'
import { endpointOf, type Network } from './client/network.ts'
import { plainCall } from './client/plain-call.ts'
import type { Transport } from './client/transport.ts'

export type TemporaryCaller = { readonly accessKey: Required<AccessKey>; readonly network: Network }

/**
 * A sign-in token for these credentials, and the endpoint it came from. AWS accepts only credentials of a role or a
 * federated user. `host` is AWS's own. A POST keeps the keys out of URLs and logs.
 * SessionDuration is never sent: AWS accepts it only for a role assumed with a long-term key, and without it the
 * console's session ends with the credentials.
 */
export async function getSigninToken(
  transport: Transport,
  { accessKey, network }: TemporaryCaller,
  host: string,
): Promise<{ signinToken: Secret; endpoint: string }> {
  const endpoint = endpointOf(network, 'signin') ?? `https://${host}`
  const url = new URL('/federation', endpoint)
  const caller = { accessKey, network }
  const { status, text } = await plainCall(transport, caller, ABOUT, {
    url,
    contentType: FORM,
    body: formOf(accessKey),
  })
  return { signinToken: signinTokenIn(status, text, url.hostname), endpoint }
}

const ABOUT = { action: 'getSigninToken' }
const FORM = 'application/x-www-form-urlencoded'

function formOf({ accessKeyId, secretAccessKey, sessionToken }: Required<AccessKey>): string {
  const session = {
    sessionId: accessKeyId,
    sessionKey: secretAccessKey.reveal(),
    sessionToken: sessionToken.reveal(),
  }
  return String(new URLSearchParams({ Action: 'getSigninToken', Session: JSON.stringify(session) }))
}

function signinTokenIn(status: number, text: string, hostname: string): Secret {
  // The endpoint refuses with a web page that gives no reason.
  if (status >= 400 && status < 500) {
    throw new AwsenvError(`AWS's console refuses these credentials (${hostname} answered ${status})`, {
      hint: "it doesn't say why: they may have expired, be revoked, or not belong to a role; try a new session: --refresh",
    })
  }
  if (status >= 500) {
    throw new AwsenvError(`${hostname} had an internal error (status ${status})`, { hint: 'try again in a moment' })
  }
  refuseForeign(status, text, hostname)
  const { SigninToken } = fieldsOf(text)
  if (typeof SigninToken === 'string' && /^[\w.~+/=-]{16,16384}$/.test(SigninToken)) return new Secret(SigninToken)
  throw new AwsenvError(`${hostname} answered without a usable sign-in token`, {
    hint: 'something other than AWS answers: look at AWS_ENDPOINT_URL_SIGNIN, AWS_ENDPOINT_URL and any proxy between',
  })
}

function fieldsOf(text: string): { readonly SigninToken?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
