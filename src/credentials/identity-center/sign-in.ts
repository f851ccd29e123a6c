/** A person signs in: by the page that a browser here opens, or by a code on any device. */
import { registerClient } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { signInByCode } from './authorization-code.ts'
import { type CachedToken, readRegistration, writeRegistration } from './aws-cache.ts'
import { signInByDevice } from './device-code.ts'
import { type SsoSession, ssoCaller } from './sso-session.ts'

export type SignInWay = {
  /** By a device code, also where a browser could open. */
  readonly byDevice?: boolean
  /** The person has asked for a sign-in, so that one is there even if no terminal is. */
  readonly isAskedFor?: boolean
}

export async function signIn(context: Context, session: SsoSession, { byDevice }: SignInWay): Promise<CachedToken> {
  const client = await registration(context, session)
  const isByDevice = byDevice || context.browser.absence !== undefined || isElsewhere(context)
  const token = await (isByDevice ? signInByDevice : signInByCode)(context, session, client)
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

/** The browser of Windows may not reach a loopback address within WSL. */
function isElsewhere({ env }: Context): boolean {
  return Boolean(env['WSL_DISTRO_NAME'])
}

/** In seconds: a registration has to outlive the sign-in. */
const LEAST = 3_600
