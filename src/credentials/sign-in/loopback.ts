/** Where the browser comes back to with an authorization code: a loopback address of this process (RFC 8252, section 7.3). */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { REDIRECT_URI } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { Secret } from '../../model/secret.ts'
import { openPage } from './open-page.ts'
import { SIGN_IN_LASTS, type SignIn } from './sign-in.ts'

export type BroughtCode = { readonly code: Secret; readonly redirectUri: string }

/** Opens the page that `pageAt` names, and waits for the code that it brings. @throws AwsFailure where it brings none */
export async function codeByBrowser(
  context: Context,
  signIn: SignIn,
  why: string,
  pageAt: (redirectUri: string, state: string) => string | Promise<string>,
  lasts = SIGN_IN_LASTS,
): Promise<BroughtCode> {
  const server = createServer()
  const state = randomBytes(24).toString('base64url')
  try {
    const redirectUri = await listening(server)
    const answer = answered(server, state, lasts)
    // Whoever answers before the page has opened must not end the process.
    answer.catch(() => {})
    await openPage(context, signIn, why, await pageAt(redirectUri, state))
    return { code: await answer, redirectUri }
  } catch (error) {
    throw error instanceof Refused ? refusal(signIn, error) : error
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
function answered(server: Server, state: string, lasts: number): Promise<Secret> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refused(TIMEOUT)), lasts)
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

function refusal({ shown, command }: SignIn, { message }: Refused): AwsFailure {
  const hint = `begin again: ${command}; without a browser here: ${command} --device-code`
  if (message === TIMEOUT) return new AwsFailure('refused', `nobody signed in to ${shown} within 10 minutes`, { hint })
  const said =
    message === 'access_denied'
      ? `the sign-in to ${shown} was denied in the browser`
      : `the browser came back from ${shown} without a code (${message.replace(/[^\w-]/g, '').slice(0, 40)})`
  return new AwsFailure('refused', said, { hint })
}

/** No server of AWS says that. */
const TIMEOUT = 'nobody came'

const DEVICE = { hint: 'sign in by a code instead: --device-code' }
