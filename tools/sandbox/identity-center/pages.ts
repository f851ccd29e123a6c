/** What the person sees in the browser: the page of a device code, and the one of an authorization code. */
import type { Answer } from '../answer.ts'
import { answerOf, buttons, escaped, page } from '../page.ts'
import type { DeviceGrant, IdentityCenter } from './directory.ts'
import { issueCode } from './oidc.ts'

/** `GET /device?user_code=…` shows it, and its buttons send it back with `answer=approve` or `deny`. */
export function devicePage(center: IdentityCenter, query: URLSearchParams, now: number): Answer {
  const userCode = query.get('user_code') ?? ''
  const grant = [...center.devices.values()].find(one => one.userCode === userCode)
  if (!grant || grant.expires <= now) return page(404, '<p id="state">this code is not known, or has expired</p>')
  const answer = answerOf(center.answers, query)
  if (answer !== undefined) grant.state = answer
  return page(200, `<p>Code <b id="code">${escaped(userCode)}</b></p>${stateOf(grant, '/device', query)}`)
}

/** `GET /authorize?…`: once the person has agreed, the browser goes back to the client's loopback address. */
export function authorizePage(center: IdentityCenter, query: URLSearchParams, now: number): Answer {
  const value = (name: string) => query.get(name) ?? ''
  const client = center.clients.get(value('client_id'))
  const redirectUri = value('redirect_uri')
  const isRegistered = client?.redirectUris.some(uri => withoutPort(uri) === withoutPort(redirectUri))
  if (!client || !isRegistered) return page(400, '<p id="state">unknown client or address</p>')
  if (value('response_type') !== 'code' || value('code_challenge_method') !== 'S256' || value('code_challenge') === '')
    return page(400, '<p id="state">PKCE is missing</p>')
  const answer = answerOf(center.answers, query)
  if (answer === undefined) return page(200, `<p>Allow access?</p>${buttons('/authorize', query)}`)
  const back = new URL(redirectUri)
  back.searchParams.set('state', value('state'))
  const grant = { clientId: client.clientId, redirectUri, challenge: value('code_challenge') }
  if (answer === 'approved') back.searchParams.set('code', issueCode(center, grant, now))
  else back.searchParams.set('error', 'access_denied')
  return { ...page(302, 'signed in'), headers: { location: back.href } }
}

function stateOf({ state }: DeviceGrant, path: string, query: URLSearchParams): string {
  return state === 'pending' ? buttons(path, query) : `<p id="state">${state}: you can close this window</p>`
}

function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1')
}
