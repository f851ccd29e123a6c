/**
 * The console's federation endpoint, which is not STS's: a form in, JSON out, and a link that a browser follows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
import { randomBytes } from 'node:crypto'
import { type Answer, lieAbout } from './answer.ts'
import { same } from './caller.ts'
import type { Lie } from './fault.ts'
import { page } from './page.ts'
import { type Parameters, parseParameters } from './query.ts'
import type { World } from './world.ts'

export function isFederation(url: string): boolean {
  return url.split('?', 1)[0] === '/federation'
}

/** What was asked. The keys have to come in a form: AWS takes them in an address too, where every log keeps them. */
export function federationParameters(method: string, url: string, form: string): Parameters {
  const parameters = parseParameters(method === 'POST' ? form : (url.split('?', 2)[1] ?? ''))
  return method === 'POST' ? parameters : { ...parameters, Session: '' }
}

export function federationAnswer(world: World, parameters: Parameters, now: number, lie: Lie = {}): Answer {
  if (parameters['Action'] === 'getSigninToken') return signinToken(world, parameters, now, lie)
  if (parameters['Action'] === 'login') return signedIn(world, parameters, now)
  return refusal('unknown action')
}

function signinToken(world: World, { Session, SessionDuration }: Parameters, now: number, lie: Lie): Answer {
  if (!isSignable(world, Session ?? '', now)) return refusal('the session is not one to sign in with')
  // Roles come by a login here, and those may not name a duration, whatever it is.
  if (SessionDuration !== undefined) return refusal('SessionDuration')
  const token = randomBytes(300).toString('base64url')
  world.signinTokens.set(token, now + LIFE)
  return json(lieAbout({ SigninToken: token }, lie))
}

/** A role's credentials and no others; the three belong together, and have not expired. */
function isSignable(world: World, text: string, now: number): boolean {
  const { sessionId = '', sessionKey = '', sessionToken = '' } = keysIn(text)
  const held = world.sessions.get(sessionId)
  if (held === undefined || held.identity.kind !== 'role' || held.expiration <= now) return false
  return same(held.secretAccessKey, sessionKey) && same(held.sessionToken, sessionToken)
}

/** The link works for a quarter of an hour. */
function signedIn(world: World, { SigninToken = '', Destination = '' }: Parameters, now: number): Answer {
  if ((world.signinTokens.get(SigninToken) ?? 0) <= now) return refusal('the sign-in token is not valid')
  return { ...page(302, 'signed in'), headers: { location: Destination } }
}

function keysIn(text: string): Record<string, string | undefined> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The endpoint has no error codes: a page for a person, whoever asks. */
function refusal(why: string): Answer {
  return { ...page(400, why), code: 'BadRequest' }
}

function json(content: unknown): Answer {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(content) }
}

/** In milliseconds. */
const LIFE = 15 * 60_000
