/** The AWS CLI's cache of `aws login`, in its format, so that the two share every sign-in. */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { tellOnce } from '../../aws/client/transport.ts'
import { isProofKey } from '../../aws/dpop.ts'
import type { Context } from '../../context/context.ts'
import { parsePrincipalArn } from '../../model/arn.ts'
import type { Credentials } from '../../model/credentials.ts'
import { Secret } from '../../model/secret.ts'
import { dateOf, readCache, removeCache, secondsOf, updateCache } from '../sign-in/cli-cache.ts'
import type { LoginSession } from './login-session.ts'

export type LoginToken = {
  readonly credentials: Credentials
  readonly refreshToken: Secret
  /** The key that the refresh token is bound to. */
  readonly proofKey: Secret
  readonly clientId: string
  /** Where the person signed in, which is where it is refreshed; older versions of the AWS CLI don't write it. */
  readonly region?: string | undefined
  readonly idToken?: string | undefined
}

export function readLoginToken(context: Context, session: LoginSession): LoginToken | undefined {
  const path = tokenPath(context, session)
  const content = readCache(context, path, `the sign-in of "${session.arn}"`)
  if (content === undefined) return undefined
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = Object(content['accessToken'])
  const { refreshToken, dpopKey, clientId, signInRegion } = content
  const texts = [accessKeyId, secretAccessKey, sessionToken, refreshToken, dpopKey, clientId]
  const expiration = secondsOf(expiresAt)
  const isWhole = texts.every(text => typeof text === 'string' && text !== '')
  if (!isWhole || expiration === undefined || !isProofKey(new Secret(String(dpopKey)))) {
    tellOnce(
      context.transport,
      `the sign-in of "${session.arn}" in "${path}" is damaged or of another version, and is ignored`,
    )
    return undefined
  }
  return {
    credentials: {
      ...{ accessKeyId: String(accessKeyId), expiration },
      secretAccessKey: new Secret(String(secretAccessKey)),
      sessionToken: new Secret(String(sessionToken)),
    },
    refreshToken: new Secret(String(refreshToken)),
    proofKey: new Secret(String(dpopKey)),
    clientId: String(clientId),
    region: typeof signInRegion === 'string' && signInRegion !== '' ? signInRegion : undefined,
  }
}

export function writeLoginToken(context: Context, session: LoginSession, token: LoginToken): void {
  const { credentials, refreshToken, proofKey, clientId, region, idToken } = token
  updateCache(context, tokenPath(context, session), {
    accessToken: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken.reveal(),
      accountId: parsePrincipalArn(session.arn)?.accountId,
      expiresAt: dateOf(credentials.expiration),
    },
    tokenType: 'aws_sigv4',
    clientId,
    refreshToken: refreshToken.reveal(),
    ...(idToken !== undefined && { idToken }),
    dpopKey: proofKey.reveal(),
    ...(region !== undefined && { signInRegion: region }),
  })
}

export function removeLoginToken(context: Context, session: LoginSession): void {
  removeCache(tokenPath(context, session))
}

function tokenPath({ env, home }: Context, { arn }: LoginSession): string {
  const named = env['AWS_LOGIN_CACHE_DIRECTORY']?.replace(/^~(?=\/|$)/, () => home)
  return join(named || join(home, '.aws', 'login', 'cache'), `${hash('sha256', arn)}.json`)
}
