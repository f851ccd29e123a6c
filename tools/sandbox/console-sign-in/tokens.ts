/**
 * CreateOAuth2Token: a code or a refresh token becomes credentials of 15 minutes, bound to the key of the proof.
 * https://docs.aws.amazon.com/signin/latest/APIReference/API_dataplane-signin_CreateOAuth2Token.html
 */
import { createHash, randomBytes } from 'node:crypto'
import { issueSession } from '../session.ts'
import type { World } from '../world.ts'
import { denied, invalid } from './error.ts'
import type { Proof } from './proof.ts'
import { type CodeGrant, type ConsoleSignIn, personArn } from './sign-in.ts'

type Fields = Readonly<Record<string, unknown>>

/** The code that the browser brings back, once the person has agreed. */
export function issueCode(signIn: ConsoleSignIn, grant: Omit<CodeGrant, 'expires'>, now: number): string {
  const code = randomBytes(48).toString('base64url')
  signIn.codes.set(code, { ...grant, expires: now + signIn.lives.code * 1000 })
  return code
}

export function createOAuth2Token(world: World, signIn: ConsoleSignIn, fields: Fields, proof: Proof, now: number) {
  const { clientId, grantType } = fields
  if (typeof clientId !== 'string' || !/^arn:aws:signin:::devtools\/(?:same|cross)-device$/.test(clientId))
    throw invalid('clientId')
  signIn.usedProofs.add(proof.id)
  if (grantType === 'authorization_code') {
    redeem(signIn, clientId, fields, now)
    const sub = personArn(signIn)
    const idToken = jwt({ iss: 'https://signin.aws.amazon.com', aud: clientId, sub, iat: Math.floor(now / 1000) })
    return { ...issued(world, signIn, clientId, proof, now + signIn.lives.session * 1000, now), idToken }
  }
  if (grantType === 'refresh_token') return refreshed(world, signIn, clientId, fields, proof, now)
  throw invalid('grantType')
}

function redeem(signIn: ConsoleSignIn, clientId: string, fields: Fields, now: number): void {
  const code = String(fields['code'])
  const grant = signIn.codes.get(code)
  signIn.codes.delete(code)
  if (!grant || grant.clientId !== clientId || grant.expires <= now)
    throw denied('AUTHCODE_EXPIRED', 'Authorization code has expired')
  if (grant.redirectUri !== fields['redirectUri']) throw invalid('redirectUri differs')
  // RFC 7636, section 4.6
  const challenge = createHash('sha256').update(String(fields['codeVerifier'])).digest('base64url')
  if (challenge !== grant.challenge) throw invalid('PKCE verification failed')
}

function refreshed(
  world: World,
  signIn: ConsoleSignIn,
  clientId: string,
  { refreshToken }: Fields,
  proof: Proof,
  now: number,
) {
  const held = signIn.refreshTokens.get(String(refreshToken))
  if (!held || held.sessionEnds <= now) throw denied('TOKEN_EXPIRED', 'Refresh token has expired')
  if (held.clientId !== clientId || held.thumbprint !== proof.thumbprint)
    throw invalid('the token is bound to another client or key')
  return issued(world, signIn, clientId, proof, held.sessionEnds, now)
}

function issued(
  world: World,
  signIn: ConsoleSignIn,
  clientId: string,
  { thumbprint }: Proof,
  sessionEnds: number,
  now: number,
) {
  const { person: identity, roleSessionName, lives } = signIn
  const expiresIn = Math.min(lives.token, Math.floor((sessionEnds - now) / 1000))
  const { accessKeyId, secretAccessKey, sessionToken } = issueSession(world, now, expiresIn, {
    identity,
    roleSessionName,
  })
  const refreshToken = randomBytes(96).toString('base64url')
  signIn.refreshTokens.set(refreshToken, { clientId, thumbprint, sessionEnds })
  const accessToken = { accessKeyId, secretAccessKey, sessionToken }
  return { accessToken, tokenType: 'aws_sigv4', expiresIn, refreshToken }
}

/** Its signature is nobody's concern: the client has it from AWS itself. */
function jwt(claims: unknown): string {
  const parts = [{ typ: 'JWT', alg: 'ES384' }, claims].map(part => Buffer.from(JSON.stringify(part)))
  return [...parts, randomBytes(96)].map(part => part.toString('base64url')).join('.')
}
