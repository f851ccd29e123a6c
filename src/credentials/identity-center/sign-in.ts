/** A person signs in: by the page that a browser here opens, or by a code on any device. */
import { AwsFailure, isCalled } from '../../aws/failure/aws-failure.ts'
import { type OidcClient, registerClient } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { browserFor, type SignInRequest } from '../sign-in/sign-in.ts'
import { signInByCode } from './authorization-code.ts'
import { type CachedToken, readRegistration, removeRegistration, writeRegistration } from './aws-cache.ts'
import { signInByDevice } from './device-code.ts'
import { type SsoSession, ssoCaller } from './sso-session.ts'

export async function signIn(
  context: Context,
  session: SsoSession,
  request: SignInRequest,
  why: string,
): Promise<CachedToken> {
  const { client, isNew } = await registration(context, session)
  try {
    return { ...(await signInAs(context, session, client, request, why)), client }
  } catch (error) {
    // The page of a client that AWS no longer knows says so in the browser alone: the next sign-in is by a new one.
    if (!isNew && error instanceof AwsFailure) removeRegistration(context, session, client)
    if (isNew || !isCalled(error, CLIENT_REFUSED)) throw error
    context.debug(`${(error as AwsFailure).message}: registering it anew`)
    return signIn(context, session, request, why)
  }
}

function signInAs(context: Context, session: SsoSession, client: OidcClient, request: SignInRequest, why: string) {
  const { isHere, opens } = browserFor(context, request)
  return isHere ? signInByCode(context, session, client, why) : signInByDevice(context, session, client, why, opens)
}

/** Kept for as long as AWS keeps it, which is 90 days. */
async function registration(context: Context, session: SsoSession) {
  const known = readRegistration(context, session)
  if (known !== undefined && known.expires - context.now() / 1000 > LEAST) return { client: known, isNew: false }
  const client = await registerClient(context.transport, ssoCaller(context, session), session)
  writeRegistration(context, session, client)
  return { client, isNew: true }
}

/** What AWS calls its refusal of a client. */
export const CLIENT_REFUSED = /^(?:InvalidClient|UnauthorizedClient)/

/** In seconds: a registration has to outlive the sign-in. */
const LEAST = 3_600
