/** An IAM Identity Center: who may sign in there, and to which roles of which accounts. Tests may change all of it. */
import type { Role } from '../identity.ts'

export type IdentityCenter = {
  readonly startUrl: string
  readonly region: string
  /** The person in front of the browser. */
  user: string
  readonly accounts: AssignedAccount[]
  /** By client id. */
  readonly clients: Map<string, RegisteredClient>
  /** By device code. */
  readonly devices: Map<string, DeviceGrant>
  /** By authorization code: each works once. */
  readonly codes: Map<string, CodeGrant>
  /** By access token. */
  readonly tokens: Map<string, AccessToken>
  /** By refresh token; a refresh token that was used is gone. */
  readonly refreshTokens: Map<string, RefreshToken>
  /** In seconds. */
  readonly lives: { device: number; token: number; session: number; registration: number }
  /** What the person does with a page of the browser flow, where no browser is at hand: approve, deny, or nothing. */
  answers: 'approve' | 'deny' | 'nothing'
  /** How many requests a second the portal takes before it answers 429. */
  requestsPerSecond: number
  /** Epoch milliseconds of the portal's latest requests. */
  readonly recent: number[]
}

export type AssignedAccount = {
  readonly accountId: string
  readonly accountName: string
  readonly emailAddress: string
  /** By the name of the permission set. */
  readonly roles: Map<string, Role>
}

export type RegisteredClient = {
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly grantTypes: readonly string[]
  /** Epoch milliseconds. */
  readonly expires: number
}

export type DeviceGrant = {
  readonly clientId: string
  readonly userCode: string
  readonly expires: number
  state: 'pending' | 'approved' | 'denied'
  /** When the client asked last: sooner than `interval` seconds later, it is told to slow down. */
  askedAt: number
  interval: number
}

export type CodeGrant = {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly expires: number
}

export type AccessToken = { readonly clientId: string; readonly expires: number; readonly sessionEnds: number }
export type RefreshToken = { readonly clientId: string; readonly sessionEnds: number }

export function identityCenter({ startUrl, region }: Pick<IdentityCenter, 'startUrl' | 'region'>): IdentityCenter {
  return {
    ...{ startUrl, region, user: 'alice', accounts: [], answers: 'nothing', requestsPerSecond: 20, recent: [] },
    ...{ clients: new Map(), devices: new Map(), codes: new Map(), tokens: new Map(), refreshTokens: new Map() },
    lives: { device: 600, token: 3600, session: 28_800, registration: 90 * 86_400 },
  }
}
