/**
 * The AWS CLI's own caches below ~/.aws/sso/cache, in its format: the token of a session, and awsenv's registration as a
 * client. Whoever of the two signs in, the other one is signed in.
 */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { tellOnce } from '../../aws/client/transport.ts'
import { GRANT_TYPES, type OidcClient } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { Secret } from '../../model/secret.ts'
import { type CacheContent, dateOf, readCache, removeCache, secondsOf, writeCache } from '../sign-in/cli-cache.ts'
import { normalUrl, type SsoSession, shownSession, wordOf } from './sso-session.ts'

export type CachedToken = {
  readonly accessToken: Secret
  /** In epoch seconds. */
  readonly expires: number
  readonly refreshToken?: Secret | undefined
  /** The registration that the refresh token belongs to. */
  readonly client?: OidcClient | undefined
}

export function readToken(context: Context, session: SsoSession): CachedToken | undefined {
  const path = tokenPath(context, session)
  const content = readCache(context, path, `the token of ${shownSession(session)}`)
  if (content === undefined) return undefined
  const { accessToken, refreshToken, startUrl } = content
  const expires = secondsOf(content['expiresAt'])
  if (typeof startUrl === 'string' && normalUrl(startUrl) !== normalUrl(session.startUrl)) return undefined
  if (typeof accessToken !== 'string' || expires === undefined) {
    // Of another version, or damaged: the next sign-in replaces it.
    tellOnce(
      context.transport,
      `the token of ${shownSession(session)} in "${path}" is damaged or of another version, and is ignored`,
    )
    return undefined
  }
  const client = clientIn(content, 'registrationExpiresAt')
  const refresh = typeof refreshToken === 'string' && client !== undefined
  return {
    accessToken: new Secret(accessToken),
    expires,
    ...(refresh && { refreshToken: new Secret(refreshToken), client }),
  }
}

export function writeToken(context: Context, session: SsoSession, token: CachedToken): void {
  const { client, refreshToken } = token
  writeCache(context, tokenPath(context, session), {
    startUrl: session.startUrl,
    region: session.region,
    accessToken: token.accessToken.reveal(),
    expiresAt: dateOf(token.expires),
    ...(client && {
      clientId: client.clientId,
      clientSecret: client.clientSecret.reveal(),
      registrationExpiresAt: dateOf(client.expires),
    }),
    ...(refreshToken && { refreshToken: refreshToken.reveal() }),
  })
}

export function removeToken(context: Context, session: SsoSession): void {
  removeCache(tokenPath(context, session))
}

/** The registration for both ways to sign in; one that the AWS CLI has made for one of them is left to it. */
export function readRegistration(context: Context, session: SsoSession): OidcClient | undefined {
  const content = readCache(context, registrationPath(context, session), 'the registration')
  const grants = content?.['grantTypes']
  const isForBoth = Array.isArray(grants) && Object.values(GRANT_TYPES).every(grant => grants.includes(grant))
  return content && isForBoth ? clientIn(content, 'expiresAt') : undefined
}

export function writeRegistration(context: Context, session: SsoSession, client: OidcClient): void {
  writeCache(context, registrationPath(context, session), {
    clientId: client.clientId,
    clientSecret: client.clientSecret.reveal(),
    expiresAt: dateOf(client.expires),
    scopes: session.scopes,
    grantTypes: Object.values(GRANT_TYPES),
  })
}

/** botocore names it by the section, and where there is none by the start URL. */
function tokenPath(context: Context, session: SsoSession): string {
  return cachePath(context, wordOf(session))
}

/** For one that AWS no longer knows, unless another process has made a new one. */
export function removeRegistration(context: Context, session: SsoSession, { clientId }: OidcClient): void {
  if (readRegistration(context, session)?.clientId === clientId) removeCache(registrationPath(context, session))
}

/** As botocore's json.dumps writes it, with its keys sorted. */
function registrationPath(context: Context, { name, startUrl, region, scopes }: SsoSession): string {
  const text = [
    `"region": ${asciiJson(region)}`,
    `"scopes": [${scopes.map(asciiJson).join(', ')}]`,
    `"session_name": ${name === undefined ? 'null' : asciiJson(name)}`,
    `"startUrl": ${asciiJson(startUrl)}`,
    '"tool": "botocore"',
  ].join(', ')
  return cachePath(context, `{${text}}`)
}

function cachePath({ home }: Context, key: string): string {
  return join(home, '.aws', 'sso', 'cache', `${hash('sha1', key)}.json`)
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function clientIn(content: CacheContent, expiresKey: string): OidcClient | undefined {
  const { clientId, clientSecret } = content
  const expires = secondsOf(content[expiresKey])
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string' || expires === undefined) return undefined
  return { clientId, clientSecret: new Secret(clientSecret), expires }
}
