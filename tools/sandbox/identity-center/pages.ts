/** What the person sees in the browser: the page of a device code, and the one of an authorization code. */
import type { Answer } from '../answer.ts'
import type { DeviceGrant, IdentityCenter } from './directory.ts'
import { issueCode } from './oidc.ts'

/** `GET /device?user_code=…` shows it, and its buttons send it back with `answer=approve` or `deny`. */
export function devicePage(center: IdentityCenter, query: URLSearchParams, now: number): Answer {
  const userCode = query.get('user_code') ?? ''
  const grant = [...center.devices.values()].find(one => one.userCode === userCode)
  if (!grant || grant.expires <= now) return page(404, '<p id="state">this code is not known, or has expired</p>')
  const answer = answerOf(center, query)
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
  const answer = answerOf(center, query)
  if (answer === undefined) return page(200, `<p>Allow access?</p>${buttons('/authorize', query)}`)
  const back = new URL(redirectUri)
  back.searchParams.set('state', value('state'))
  const grant = { clientId: client.clientId, redirectUri, challenge: value('code_challenge') }
  if (answer === 'approved') back.searchParams.set('code', issueCode(center, grant, now))
  else back.searchParams.set('error', 'access_denied')
  return { ...page(302, 'signed in'), headers: { location: back.href } }
}

function answerOf({ answers }: IdentityCenter, query: URLSearchParams): 'approved' | 'denied' | undefined {
  const answer = query.get('answer') ?? answers
  return answer === 'approve' ? 'approved' : answer === 'deny' ? 'denied' : undefined
}

function stateOf({ state }: DeviceGrant, path: string, query: URLSearchParams): string {
  return state === 'pending' ? buttons(path, query) : `<p id="state">${state}: you can close this window</p>`
}

function buttons(path: string, query: URLSearchParams): string {
  const fields = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  const button = (answer: string) => `<button id="${answer}" name="answer" value="${answer}">${answer}</button>`
  return `<form action="${path}">${fields.join('')}${button('approve')}${button('deny')}</form>`
}

function page(status: number, content: string): Answer {
  return { status, contentType: 'text/html', body: `<!DOCTYPE html><html><body>${content}</body></html>\n` }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1')
}
