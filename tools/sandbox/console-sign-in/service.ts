/** The paths of the sign-in service: its pages, and its tokens. */
import type { Answer } from '../answer.ts'
import { fieldsIn, json } from '../json.ts'
import { answerOf, buttons, escaped, page } from '../page.ts'
import type { World } from '../world.ts'
import { invalid, signInErrorAnswer } from './error.ts'
import { checkedProof } from './proof.ts'
import { type ConsoleSignIn, personArn } from './sign-in.ts'
import { createOAuth2Token, issueCode } from './tokens.ts'

export type ConsoleRequest = {
  /** The name of the call, for the log and for faults. */
  readonly action: string
  readonly method: string
  readonly url: URL
  readonly proof: string
  readonly body: string
}

/** undefined for what is no such request. */
export function consoleRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): ConsoleRequest | undefined {
  const action = ACTIONS[`${method} ${target.split('?', 1)[0]}`]
  const url = new URL(target, `http://${headers['host']}`)
  return action === undefined ? undefined : { action, method, url, proof: headers['dpop'] ?? '', body }
}

export function consoleAnswer(world: World, request: ConsoleRequest, now: number): Answer {
  const { consoleSignIn: signIn } = world
  const { action, method, url, proof, body } = request
  try {
    if (signIn === undefined) throw invalid('nobody can sign in here')
    if (action === 'ConsoleAuthorizePage') return authorizePage(signIn, url.searchParams, now)
    if (action === 'ConfirmationPage') return confirmationPage(url.searchParams)
    const { usedProofs: used } = signIn
    const checked = checkedProof(proof, { method, url: url.origin + url.pathname, now, used })
    return json(createOAuth2Token(world, signIn, fieldsIn(body), checked, now))
  } catch (error) {
    return signInErrorAnswer(error)
  }
}

/** Once the person has agreed, the browser goes to the client's address, or to the page below. */
function authorizePage(signIn: ConsoleSignIn, query: URLSearchParams, now: number): Answer {
  const value = (name: string) => query.get(name) ?? ''
  const [clientId, redirectUri] = [value('client_id'), value('redirect_uri')]
  const isLoopback = /^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/.test(redirectUri)
  const isConfirmation = new URL(redirectUri, 'http://nowhere').pathname === '/v1/sessions/confirmation'
  if (clientId.endsWith('/same-device') ? !isLoopback : !isConfirmation)
    return page(400, '<p id="state">unknown client or address</p>')
  if (value('code_challenge_method') !== 'SHA-256' || value('code_challenge') === '' || value('scope') !== 'openid')
    return page(400, '<p id="state">PKCE is missing</p>')
  const answer = answerOf(signIn.answers, query)
  if (answer === undefined)
    return page(200, `<p>Sign in as ${escaped(personArn(signIn))}?</p>${buttons('/v1/authorize', query)}`)
  const back = new URL(redirectUri)
  back.searchParams.set('state', value('state'))
  const grant = { clientId, redirectUri, challenge: value('code_challenge') }
  if (answer === 'approved') back.searchParams.set('code', issueCode(signIn, grant, now))
  else back.searchParams.set('error', 'access_denied')
  return { ...page(302, 'signed in'), headers: { location: back.href } }
}

/** What the person carries to the other device by hand. */
function confirmationPage(query: URLSearchParams): Answer {
  const code = Buffer.from(`state=${query.get('state')}&code=${query.get('code')}`).toString('base64')
  return page(200, `<p>Code <b id="code">${escaped(code)}</b></p>`)
}

const ACTIONS: Readonly<Record<string, string>> = {
  'GET /v1/authorize': 'ConsoleAuthorizePage',
  'GET /v1/sessions/confirmation': 'ConfirmationPage',
  'POST /v1/token': 'CreateOAuth2Token',
}
