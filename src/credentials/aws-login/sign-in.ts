/** A person signs in at the console, as `aws login` has them do it: in a browser here, or on another device. */
import { newProofKey } from '../../aws/dpop.ts'
import { CLIENTS, createOAuth2Token, signinAddress } from '../../aws/signin.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { type BroughtCode, codeByBrowser } from '../sign-in/loopback.ts'
import { newPkce } from '../sign-in/pkce.ts'
import { browserFor, type SignInRequest } from '../sign-in/sign-in.ts'
import type { LoginToken } from './aws-cache.ts'
import { codeByHand } from './code-by-hand.ts'
import { type LoginSession, signInOf, signinCaller } from './login-session.ts'

export async function signIn(
  context: Context,
  session: LoginSession,
  request: SignInRequest,
  why: string,
): Promise<LoginToken> {
  const { region } = session
  const proofKey = newProofKey()
  const { verifier: codeVerifier, challenge } = newPkce()
  const browser = browserFor(context, request)
  const clientId = browser.isHere ? CLIENTS.sameDevice : CLIENTS.crossDevice
  const caller = signinCaller(context, session, { region, proofKey, clientId })
  const pageAt = async (redirectUri: string, state: string) => {
    const url = await signinAddress(context.transport, caller.network, '/v1/authorize')
    url.search = String(
      new URLSearchParams({
        ...{ response_type: 'code', client_id: clientId, state, redirect_uri: redirectUri, scope: 'openid' },
        ...{ code_challenge_method: 'SHA-256', code_challenge: challenge },
      }),
    )
    return url.href
  }
  const { code, redirectUri }: BroughtCode = browser.isHere
    ? await codeByBrowser(context, signInOf(session), why, pageAt)
    : await codeByHand(context, signInOf(session), { why, network: caller.network, opens: browser.opens, pageAt })
  const token = await createOAuth2Token(context.transport, caller, { kind: 'code', code, codeVerifier, redirectUri })
  checkIdentity(session, token.idToken)
  return { ...token, proofKey, clientId, region }
}

/** The browser may be signed in as somebody else: their credentials are not this profile's. */
function checkIdentity(session: LoginSession, idToken: string | undefined): void {
  const arn = subjectOf(idToken)
  if (arn === session.arn) return
  const { shown, command } = signInOf(session)
  if (arn === undefined) {
    throw new AwsenvError('AWS Sign-In did not say who has signed in: nothing has changed', {
      hint: 'look at the endpoint and at any proxy between',
    })
  }
  throw new AwsenvError(`you signed in as "${arn}", but ${shown} belongs to "${session.arn}": nothing has changed`, {
    hint: `sign out in the browser and run ${command} again, or set login_session = ${arn} in the profile`,
  })
}

/** The token comes straight from AWS, over TLS: its signature adds nothing (OpenID Connect Core, section 3.1.3.7). */
function subjectOf(idToken = ''): string | undefined {
  try {
    const { sub } = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
    return typeof sub === 'string' ? sub : undefined
  } catch {
    return undefined
  }
}
