/** OIDC of IAM Identity Center: a client is registered, a code or a device becomes a token, a token is refreshed. */
import { AwsenvError } from '../errors.ts'
import { Secret } from '../model/secret.ts'
import { call } from './client/call.ts'
import type { Network } from './client/network.ts'
import type { Transport } from './client/transport.ts'

const OIDC = { name: 'sso_oidc', load: () => import('./lazy/sso-oidc.ts') } as const

/** By which way it is asked, and what the sentence for a failure calls the session. */
export type OidcCaller = { readonly network: Network; readonly who: string; readonly remedy: string }

export type OidcClient = {
  readonly clientId: string
  readonly clientSecret: Secret
  /** In epoch seconds. */
  readonly expires: number
}

export type OidcToken = {
  readonly accessToken: Secret
  readonly refreshToken?: Secret | undefined
  /** In epoch seconds. */
  readonly expires: number
}

export type DeviceAuthorization = {
  readonly deviceCode: Secret
  readonly userCode: string
  readonly url: string
  /** In seconds. */
  readonly interval: number
  readonly expiresIn: number
}

/** What a token is given for. */
export type Grant =
  | { readonly kind: 'code'; readonly code: Secret; readonly codeVerifier: Secret; readonly redirectUri: string }
  | { readonly kind: 'device'; readonly deviceCode: Secret }
  | { readonly kind: 'refresh'; readonly refreshToken: Secret }

export const GRANT_TYPES = {
  code: 'authorization_code',
  device: 'urn:ietf:params:oauth:grant-type:device_code',
  refresh: 'refresh_token',
} as const

/** The loopback address as it is registered: AWS takes any port of it (RFC 8252, section 7.3). */
export const REDIRECT_URI = 'http://127.0.0.1/oauth/callback'

export async function registerClient(
  transport: Transport,
  caller: OidcCaller,
  { startUrl, scopes }: { readonly startUrl: string; readonly scopes: readonly string[] },
): Promise<OidcClient> {
  const input = {
    clientName: `awsenv-${Math.floor(transport.now() / 1000)}`,
    clientType: 'public',
    scopes: [...scopes],
    grantTypes: Object.values(GRANT_TYPES),
    redirectUris: [REDIRECT_URI],
    issuerUrl: startUrl,
  }
  const about = { ...caller, action: 'RegisterClient' }
  const answer = await call(transport, OIDC, caller, about, sdk => new sdk.RegisterClientCommand(input))
  const { clientId, clientSecret, clientSecretExpiresAt: expires } = answer
  if (!clientId || !clientSecret || !expires) return refuse('RegisterClient')
  return { clientId, clientSecret: new Secret(clientSecret), expires }
}

export async function startDeviceAuthorization(
  transport: Transport,
  caller: OidcCaller,
  { clientId, clientSecret }: OidcClient,
  startUrl: string,
): Promise<DeviceAuthorization> {
  const about = { ...caller, action: 'StartDeviceAuthorization', secret: clientSecret }
  const input = { clientId, clientSecret: clientSecret.reveal(), startUrl }
  const answer = await call(transport, OIDC, caller, about, sdk => new sdk.StartDeviceAuthorizationCommand(input))
  const { deviceCode, userCode, verificationUriComplete: url, interval, expiresIn } = answer
  if (!deviceCode || !userCode || !url || !/^https?:\/\//.test(url)) return refuse('StartDeviceAuthorization')
  return { deviceCode: new Secret(deviceCode), userCode, url, interval: interval || 5, expiresIn: expiresIn || 600 }
}

/** Never sent twice: a code and a refresh token work once. */
export async function createToken(
  transport: Transport,
  caller: OidcCaller,
  { clientId, clientSecret }: OidcClient,
  grant: Grant,
): Promise<OidcToken> {
  const secret = grant.kind === 'code' ? grant.code : grant.kind === 'device' ? grant.deviceCode : grant.refreshToken
  const input = {
    ...{ clientId, clientSecret: clientSecret.reveal(), grantType: GRANT_TYPES[grant.kind] },
    ...(grant.kind === 'code' && {
      ...{ code: grant.code.reveal(), codeVerifier: grant.codeVerifier.reveal(), redirectUri: grant.redirectUri },
    }),
    ...(grant.kind === 'device' && { deviceCode: grant.deviceCode.reveal() }),
    ...(grant.kind === 'refresh' && { refreshToken: grant.refreshToken.reveal() }),
  }
  const about = { ...caller, action: 'CreateToken', secret, once: true }
  const answer = await call(transport, OIDC, caller, about, sdk => new sdk.CreateTokenCommand(input))
  const { accessToken, refreshToken, expiresIn } = answer
  if (!accessToken || !expiresIn) return refuse('CreateToken')
  return {
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken ? new Secret(refreshToken) : undefined,
    expires: Math.floor(transport.now() / 1000) + expiresIn,
  }
}

function refuse(action: string): never {
  throw new AwsenvError(`IAM Identity Center answered ${action} with something that can't be used`, {
    hint: 'look at the endpoint and at any proxy between',
  })
}
