/** The access portal of IAM Identity Center: the accounts, the roles and the credentials that a token gives. */
import { AwsenvError } from '../errors.ts'
import type { Credentials } from '../model/credentials.ts'
import type { Secret } from '../model/secret.ts'
import { onThisClock } from './checked-credentials.ts'
import { checkedAccessKey } from './checked-key.ts'
import { type About, call } from './client/call.ts'
import type { Network } from './client/network.ts'
import type { Transport } from './client/transport.ts'

const SSO = { name: 'sso', load: () => import('./lazy/sso.ts') } as const

/** Who asks: the token of a session, and what the sentence for a failure calls it. */
export type PortalCaller = {
  readonly network: Network
  readonly accessToken: Secret
  /** The session, for messages: `sso-session "acme"`. */
  readonly who: string
  /** The command that signs in anew. */
  readonly remedy: string
}

export type PortalRole = { readonly accountId: string; readonly roleName: string }

export type PortalAccount = { readonly accountId: string; readonly accountName: string }

export async function getRoleCredentials(
  transport: Transport,
  caller: PortalCaller,
  { accountId, roleName }: PortalRole,
): Promise<Credentials> {
  const about = aboutOf(caller, 'GetRoleCredentials', { portalRole: { accountId, roleName } })
  const { roleCredentials } = await call(
    transport,
    SSO,
    caller,
    about,
    sdk => new sdk.GetRoleCredentialsCommand({ accessToken: caller.accessToken.reveal(), accountId, roleName }),
  )
  const { accessKeyId, secretAccessKey, sessionToken: SessionToken, expiration } = roleCredentials ?? {}
  const answer = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken }
  const key = checkedAccessKey(answer, refuse)
  if (key.sessionToken === undefined || typeof expiration !== 'number')
    return refuse('the session token or its expiration is missing')
  const ends = onThisClock(transport, Math.floor(expiration / 1000))
  if (ends * 1000 <= transport.now()) return refuse('they have already expired')
  return { ...key, sessionToken: key.sessionToken, expiration: ends }
}

/** Sends a request, at a pace that AWS takes, and again where that helps. */
type Send = <T>(request: () => Promise<T>) => Promise<T>

/** All of them, page by page. */
export function listAccounts(
  transport: Transport,
  caller: PortalCaller,
  send: Send,
): Promise<readonly PortalAccount[]> {
  const accessToken = caller.accessToken.reveal()
  const about = aboutOf(caller, 'ListAccounts', { once: true })
  return allPages(async nextToken => {
    const { accountList = [], nextToken: next } = await send(() =>
      call(
        transport,
        SSO,
        caller,
        about,
        sdk => new sdk.ListAccountsCommand({ accessToken, maxResults: PAGE, nextToken }),
      ),
    )
    const items = accountList.flatMap(({ accountId = '', accountName }) =>
      /^\d{12}$/.test(accountId) ? [{ accountId, accountName: accountName ?? accountId }] : [],
    )
    return { items, next }
  })
}

/** The names of the roles in an account. */
export function listAccountRoles(
  transport: Transport,
  caller: PortalCaller,
  accountId: string,
  send: Send,
): Promise<readonly string[]> {
  const accessToken = caller.accessToken.reveal()
  const about = aboutOf(caller, 'ListAccountRoles', { once: true, portalRole: { accountId, roleName: '' } })
  return allPages(async nextToken => {
    const { roleList = [], nextToken: next } = await send(() =>
      call(
        transport,
        SSO,
        caller,
        about,
        sdk => new sdk.ListAccountRolesCommand({ accessToken, accountId, maxResults: PAGE, nextToken }),
      ),
    )
    const items = roleList.flatMap(({ roleName = '' }) => (/^[\w+=,.@-]{1,64}$/.test(roleName) ? [roleName] : []))
    return { items, next }
  })
}

/** The session is over, at AWS and for everybody who has its token. */
export async function logout(transport: Transport, caller: PortalCaller): Promise<void> {
  const about = aboutOf(caller, 'Logout', { answersNothing: true })
  await call(transport, SSO, caller, about, sdk => new sdk.LogoutCommand({ accessToken: caller.accessToken.reveal() }))
}

type Page<T> = { readonly items: readonly T[]; readonly next: string | null | undefined }

async function allPages<T>(page: (nextToken: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = []
  let token: string | undefined
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { items, next } = await page(token)
    all.push(...items)
    if (!next) return all
    token = next
  }
  throw new AwsenvError(`IAM Identity Center goes on after ${MOST_PAGES} pages of one list`, {
    hint: 'look at the endpoint and at any proxy between',
  })
}

function aboutOf({ accessToken, who, remedy }: PortalCaller, action: string, more: Partial<About> = {}): About {
  return { action, who, remedy, secret: accessToken, ...more }
}

function refuse(why: string): never {
  throw new AwsenvError(`IAM Identity Center gave credentials that can't be used: ${why}`, {
    hint: 'look at the endpoint and at any proxy between',
  })
}

/** As many as AWS gives at once: https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html */
const PAGE = 100
const MOST_PAGES = 1_000
