/** The sign-in by a browser on this machine: an authorization code with PKCE comes back to a loopback address. */
import { endpointOf } from '../../aws/client/network.ts'
import { createToken, type OidcClient, type OidcToken } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { partitionOfRegion } from '../../model/arn.ts'
import { codeByBrowser } from '../sign-in/loopback.ts'
import { newPkce } from '../sign-in/pkce.ts'
import { type SsoSession, signInOf, ssoCaller } from './sso-session.ts'

export async function signInByCode(
  context: Context,
  session: SsoSession,
  client: OidcClient,
  why: string,
): Promise<OidcToken> {
  const caller = ssoCaller(context, session)
  const { verifier: codeVerifier, challenge } = newPkce()
  const { code, redirectUri } = await codeByBrowser(context, signInOf(session), why, (redirectUri, state) => {
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, state },
      ...{ code_challenge_method: 'S256', code_challenge: challenge, scopes: session.scopes.join(' ') },
    })
    const { region } = session
    const base =
      endpointOf(caller.network, 'sso_oidc') ?? `https://oidc.${region}.${partitionOfRegion(region).dnsSuffix}`
    return `${base.replace(/\/$/, '')}/authorize?${query}`
  })
  return createToken(context.transport, caller, client, { kind: 'code', code, redirectUri, codeVerifier })
}
