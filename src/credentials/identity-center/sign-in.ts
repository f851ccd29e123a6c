/** A person signs in: by the page that a browser here opens, or by a code on any device. */
import { registerClient } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import type { SignInRequest } from '../sign-in/sign-in.ts'
import { signInByCode } from './authorization-code.ts'
import { type CachedToken, readRegistration, writeRegistration } from './aws-cache.ts'
import { signInByDevice } from './device-code.ts'
import { type SsoSession, ssoCaller } from './sso-session.ts'

export async function signIn(context: Context, session: SsoSession, { byDevice }: SignInRequest): Promise<CachedToken> {
  const client = await registration(context, session)
  const hasBrowser = !byDevice && context.browser.absence === undefined
  const token =
    hasBrowser && !isElsewhere(context)
      ? await signInByCode(context, session, client)
      : await signInByDevice(context, session, client, { hasBrowser })
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

/** The browser of Windows opens from WSL, and may not reach a loopback address within it. */
function isElsewhere({ env }: Context): boolean {
  return Boolean(env['WSL_DISTRO_NAME'])
}

/** In seconds: a registration has to outlive the sign-in. */
const LEAST = 3_600
