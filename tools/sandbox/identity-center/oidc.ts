/**
 * OIDC of Identity Center: clients are registered, devices and codes become tokens, tokens are refreshed.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html
 */
import { createHash, randomBytes } from 'node:crypto'
import type { CodeGrant, IdentityCenter, RegisteredClient } from './directory.ts'
import {
  accessDenied,
  authorizationPending,
  expiredToken,
  invalidClient,
  invalidGrant,
  invalidRequest,
  slowDown,
  unsupportedGrant,
} from './error.ts'

type Fields = Readonly<Record<string, unknown>>

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

export function registerClient(center: IdentityCenter, fields: Fields, url: string, now: number) {
  if (fields['clientType'] !== 'public') throw invalidRequest('clientType')
  if (fields['issuerUrl'] !== undefined && !isOf(center, fields['issuerUrl'])) throw invalidRequest('issuerUrl')
  const grantTypes = texts(fields['grantTypes'])
  const redirectUris = texts(fields['redirectUris'])
  if (grantTypes.includes('authorization_code') && !redirectUris.every(isLoopback)) throw invalidRequest('redirectUris')
  const client: RegisteredClient = {
    clientId: secret(),
    clientSecret: secret(),
    scopes: texts(fields['scopes']),
    ...{ redirectUris, grantTypes },
    expires: now + center.lives.registration * 1000,
  }
  center.clients.set(client.clientId, client)
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientIdIssuedAt: Math.floor(now / 1000),
    clientSecretExpiresAt: Math.floor(client.expires / 1000),
    authorizationEndpoint: `${url}/authorize`,
    tokenEndpoint: `${url}/token`,
  }
}

export function startDeviceAuthorization(center: IdentityCenter, fields: Fields, url: string, now: number) {
  const { clientId } = clientOf(center, fields, now)
  if (!isOf(center, fields['startUrl'])) throw invalidRequest('Invalid start url provided')
  const [deviceCode, userCode] = [secret(), userCodeText()]
  const interval = 1
  const expires = now + center.lives.device * 1000
  center.devices.set(deviceCode, { clientId, userCode, expires, state: 'pending', askedAt: 0, interval })
  return {
    ...{ deviceCode, userCode, interval, expiresIn: center.lives.device },
    verificationUri: `${url}/device`,
    verificationUriComplete: `${url}/device?user_code=${userCode}`,
  }
}

export function createToken(center: IdentityCenter, fields: Fields, now: number) {
  const client = clientOf(center, fields, now)
  const grant = fields['grantType']
  if (client.grantTypes.length > 0 && !client.grantTypes.includes(String(grant))) throw unsupportedGrant(String(grant))
  if (grant === DEVICE_GRANT) return fromDevice(center, client, fields, now)
  if (grant === 'authorization_code') return fromCode(center, client, fields, now)
  if (grant === 'refresh_token') return refreshed(center, client, fields, now)
  throw unsupportedGrant(String(grant))
}

/** The code that the browser brings back to the loopback address, once the person has agreed. */
export function issueCode(center: IdentityCenter, grant: Omit<CodeGrant, 'expires'>, now: number): string {
  const code = secret()
  center.codes.set(code, { ...grant, expires: now + 60_000 })
  return code
}

function fromDevice(center: IdentityCenter, { clientId }: RegisteredClient, { deviceCode }: Fields, now: number) {
  const grant = center.devices.get(String(deviceCode))
  if (!grant || grant.clientId !== clientId) throw invalidGrant('Invalid device code provided')
  if (grant.expires <= now) throw expiredToken('Device code has expired')
  if (grant.state === 'denied') throw accessDenied('The person said no')
  const tooSoon = now - grant.askedAt < grant.interval * 1000 - 50
  grant.askedAt = now
  if (grant.state === 'pending' && tooSoon) {
    grant.interval += 5
    throw slowDown('Slow down')
  }
  if (grant.state === 'pending') throw authorizationPending('Still waiting for the person')
  center.devices.delete(String(deviceCode))
  return issueTokens(center, clientId, now + center.lives.session * 1000, now)
}

function fromCode(center: IdentityCenter, { clientId }: RegisteredClient, fields: Fields, now: number) {
  const code = String(fields['code'])
  const grant = center.codes.get(code)
  center.codes.delete(code)
  if (!grant || grant.clientId !== clientId || grant.expires <= now) throw invalidGrant('Invalid authorization code')
  if (grant.redirectUri !== fields['redirectUri']) throw invalidGrant('redirectUri differs')
  // RFC 7636, section 4.6
  const challenge = createHash('sha256').update(String(fields['codeVerifier'])).digest('base64url')
  if (challenge !== grant.challenge) throw invalidGrant('PKCE verification failed')
  return issueTokens(center, clientId, now + center.lives.session * 1000, now)
}

function refreshed(center: IdentityCenter, { clientId }: RegisteredClient, { refreshToken }: Fields, now: number) {
  const held = center.refreshTokens.get(String(refreshToken))
  if (!held || held.clientId !== clientId || held.sessionEnds <= now)
    throw invalidGrant('Invalid refresh token provided')
  center.refreshTokens.delete(String(refreshToken))
  return issueTokens(center, clientId, held.sessionEnds, now)
}

function issueTokens(center: IdentityCenter, clientId: string, sessionEnds: number, now: number) {
  const [accessToken, refreshToken] = [`aoa${secret()}`, `aor${secret()}`]
  const expires = Math.min(now + center.lives.token * 1000, sessionEnds)
  center.tokens.set(accessToken, { clientId, expires, sessionEnds })
  center.refreshTokens.set(refreshToken, { clientId, sessionEnds })
  return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: Math.floor((expires - now) / 1000) }
}

function clientOf(center: IdentityCenter, { clientId, clientSecret }: Fields, now: number): RegisteredClient {
  const client = center.clients.get(String(clientId))
  if (!client || client.clientSecret !== clientSecret) throw invalidClient('Invalid client')
  if (client.expires <= now) throw invalidClient('Client registration has expired')
  return client
}

function isOf({ startUrl }: IdentityCenter, url: unknown): boolean {
  return String(url).replace(/[/#]+$/, '') === startUrl.replace(/[/#]+$/, '')
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

/** RFC 8252, section 7.3: the port is the client's, and is not registered. */
function isLoopback(uri: string): boolean {
  return /^http:\/\/127\.0\.0\.1(?::\d+)?\//.test(uri)
}

const secret = () => randomBytes(48).toString('base64url')

function userCodeText(): string {
  const letters = [...randomBytes(8)].map(byte => 'BCDFGHJKLMNPQRSTVWXZ'[byte % 20]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
