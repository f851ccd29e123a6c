/**
 * The access portal: accounts, roles and credentials for a token.
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/Welcome.html
 */
import { issueSession } from '../session.ts'
import type { World } from '../world.ts'
import type { AssignedAccount, IdentityCenter } from './directory.ts'
import { PortalError } from './error.ts'

export function listAccounts(center: IdentityCenter, query: URLSearchParams) {
  const { items, nextToken } = pageOf(center.accounts, query)
  const accountList = items.map(({ accountId, accountName, emailAddress }) => ({
    accountId,
    accountName,
    emailAddress,
  }))
  return { accountList, nextToken }
}

export function listAccountRoles(center: IdentityCenter, query: URLSearchParams) {
  const { accountId, roles } = accountOf(center, query)
  const { items, nextToken } = pageOf([...roles.keys()], query)
  return { roleList: items.map(roleName => ({ roleName, accountId })), nextToken }
}

export function getRoleCredentials(center: IdentityCenter, world: World, query: URLSearchParams, now: number) {
  const role = accountOf(center, query).roles.get(query.get('role_name') ?? '')
  if (!role) throw new PortalError(403, 'ForbiddenException', 'No access')
  const session = issueSession(world, now, 3600, { identity: role, roleSessionName: center.user })
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = session
  return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } }
}

export function logout(center: IdentityCenter, token: string): void {
  const held = center.tokens.get(token)
  center.tokens.delete(token)
  // The session ends, and with it whatever would refresh it.
  for (const [refreshToken, { clientId }] of center.refreshTokens)
    if (clientId === held?.clientId) center.refreshTokens.delete(refreshToken)
}

/** @throws PortalError for a token that is unknown or has expired, and for a caller who asks too often */
export function admit(center: IdentityCenter, token: string, now: number): void {
  while ((center.recent[0] ?? now) < now - 1000) center.recent.shift()
  center.recent.push(now)
  if (center.recent.length > center.requestsPerSecond)
    throw new PortalError(429, 'TooManyRequestsException', 'HTTP 429 Unknown Code')
  const held = center.tokens.get(token)
  if (!held || held.expires <= now)
    throw new PortalError(401, 'UnauthorizedException', 'Session token not found or invalid')
}

function accountOf(center: IdentityCenter, query: URLSearchParams): AssignedAccount {
  const account = center.accounts.find(({ accountId }) => accountId === query.get('account_id'))
  if (account) return account
  throw new PortalError(403, 'ForbiddenException', 'No access')
}

function pageOf<T>(all: readonly T[], query: URLSearchParams): { items: readonly T[]; nextToken: string | null } {
  const size = Math.min(Number(query.get('max_result') ?? 20), 100)
  const start = Number(query.get('next_token') ?? 0)
  const end = start + size
  return { items: all.slice(start, end), nextToken: end < all.length ? String(end) : null }
}
