/** The sign-in by a browser on this machine: an authorization code with PKCE comes back to a loopback address (RFC 8252, 7636). */
import { hash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpointOf } from '../../aws/client/network.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { createToken, type OidcClient, type OidcToken, REDIRECT_URI } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { partitionOfRegion } from '../../model/arn.ts'
import { Secret } from '../../model/secret.ts'
import { openPage } from './open-page.ts'
import { loginCommand, type SsoSession, shownSession, ssoCaller } from './sso-session.ts'

export async function signInByCode(context: Context, session: SsoSession, client: OidcClient): Promise<OidcToken> {
  const caller = ssoCaller(context, session)
  const [verifier, state] = [randomBytes(48).toString('base64url'), randomBytes(24).toString('base64url')]
  const server = createServer()
  try {
    const redirectUri = await listening(server)
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, state },
      ...{ code_challenge_method: 'S256', code_challenge: hash('sha256', verifier, 'base64url') },
      scopes: session.scopes.join(' '),
    })
    const { region, network } = { region: session.region, network: caller.network }
    const base = endpointOf(network, 'sso_oidc') ?? `https://oidc.${region}.${partitionOfRegion(region).dnsSuffix}`
    const answer = answered(server, state)
    // Whoever answers before the page has opened must not end the process.
    answer.catch(() => {})
    await openPage(context, session, `${base.replace(/\/$/, '')}/authorize?${query}`)
    const code = await answer
    return await createToken(context.transport, caller, client, {
      ...{ kind: 'code', code, redirectUri, codeVerifier: new Secret(verifier) },
    })
  } catch (error) {
    throw error instanceof Refused ? refusal(session, error) : error
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ message }) => reject(new AwsenvError(`can't wait for the browser: ${message}`, DEVICE)))
    // Nobody else on the network reaches it.
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve(REDIRECT_URI.replace('127.0.0.1', `127.0.0.1:${port}`))
    })
  })
}

/** The code that the browser brings; a request without our `state` is somebody else's, and is turned away. */
function answered(server: Server, state: string): Promise<Secret> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refused('timeout')), PATIENCE)
    server.once('close', () => clearTimeout(timer))
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', REDIRECT_URI)
      if (request.method !== 'GET' || pathname !== new URL(REDIRECT_URI).pathname)
        return page(response, 404, 'Not found')
      if (searchParams.get('state') !== state) return page(response, 400, 'This is not the page that awsenv opened')
      const code = searchParams.get('code')
      if (code) {
        page(response, 200, 'You are signed in: close this window, and go back to the terminal', () =>
          resolve(new Secret(code)),
        )
      } else {
        const error = searchParams.get('error') ?? 'none'
        page(response, 200, 'You are not signed in: close this window', () => reject(new Refused(error)))
      }
    })
  })
}

function page(response: ServerResponse, status: number, text: string, then: () => void = () => {}): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' })
  response.end(`<!DOCTYPE html><title>awsenv</title><p>${text}.</p>\n`, then)
}

/** What the browser brought instead of a code. */
class Refused extends Error {}

function refusal(session: SsoSession, { message }: Refused): AwsFailure {
  const hint = `begin again: ${loginCommand(session)}; without a browser here: ${loginCommand(session)} --device-code`
  if (message === 'timeout')
    return new AwsFailure('refused', `nobody signed in to ${shownSession(session)} within 10 minutes`, { hint })
  const said =
    message === 'access_denied'
      ? `the sign-in to ${shownSession(session)} was denied in the browser`
      : `the browser came back from ${shownSession(session)} without a code (${message.replace(/[^\w-]/g, '').slice(0, 40)})`
  return new AwsFailure('refused', said, { hint })
}

const DEVICE = { hint: 'sign in by a code instead: --device-code' }

/** In milliseconds. */
const PATIENCE = 600_000
