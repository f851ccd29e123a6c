/** A person signs in: by the page that a browser here opens, or by a code on any device. */
import { registerClient } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { browserFor, type SignInRequest } from '../sign-in/sign-in.ts'
import { signInByCode } from './authorization-code.ts'
import { type CachedToken, readRegistration, writeRegistration } from './aws-cache.ts'
import { signInByDevice } from './device-code.ts'
import { type SsoSession, ssoCaller } from './sso-session.ts'

export async function signIn(
  context: Context,
  session: SsoSession,
  request: SignInRequest,
  why: string,
): Promise<CachedToken> {
  const client = await registration(context, session)
  const { isHere, opens } = browserFor(context, request)
  const token = isHere
    ? await signInByCode(context, session, client, why)
    : await signInByDevice(context, session, client, why, opens)
  return { ...token, client }
}

/** Kept for as long as AWS keeps it, which is 90 days. */
async function registration(context: Context, session: SsoSession) {
  const known = readRegistration(context, session)
  if (known !== undefined && known.expires - context.now() / 1000 > LEAST) return known
  const client = await registerClient(context.transport, ssoCaller(context, session), session)
  writeRegistration(context, session, client)
  return client
}

/** In seconds: a registration has to outlive the sign-in. */
const LEAST = 3_600
