/** The token of a session of IAM Identity Center, however many processes want it at once. */
import { AwsFailure, isCalled } from '../../aws/failure/aws-failure.ts'
import type { PortalCaller } from '../../aws/sso.ts'
import { createToken } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { heldToken } from '../sign-in/held-token.ts'
import type { SignInRequest } from '../sign-in/sign-in.ts'
import { type CachedToken, readToken, removeRegistration, removeToken, writeToken } from './aws-cache.ts'
import { CLIENT_REFUSED, signIn } from './sign-in.ts'
import { type SsoSession, shownSession, signInOf, ssoCaller, wordOf } from './sso-session.ts'

export type PortalToken = PortalCaller & { readonly expires: number; readonly isNew: boolean }

/** The token, or whatever it takes to have one. @throws AwsenvError where nobody can sign in here */
export async function portalToken(
  context: Context,
  session: SsoSession,
  request: SignInRequest = {},
): Promise<PortalToken> {
  const source = {
    lock: `sso-token-${session.region}-${wordOf(session)}`,
    read: () => readToken(context, session),
    isFresh: (token: CachedToken) => isFresh(context, token),
    isSame: (one: CachedToken, other: CachedToken) => one.accessToken.reveal() === other.accessToken.reveal(),
    refreshed: (token: CachedToken) => refresh(context, session, token),
    async signedIn(why: string) {
      const token = await signIn(context, session, request, why)
      writeToken(context, session, token)
      return token
    },
  }
  const { token, isNew } = await heldToken(context, signInOf(session), source, request)
  const { accessToken, expires } = token
  return { ...ssoCaller(context, session), accessToken, expires, isNew }
}

/** Asks AWS with the token, and once more with another one where AWS does not accept it: somebody has signed out elsewhere. */
export async function withPortalToken<T>(
  context: Context,
  session: SsoSession,
  ask: (caller: PortalCaller) => Promise<T>,
): Promise<T> {
  const caller = await portalToken(context, session)
  try {
    return await ask(caller)
  } catch (error) {
    if (!isCalled(error, /^Unauthorized/)) throw error
    context.say((error as AwsFailure).message)
    dropToken(context, session, caller)
    return ask(await portalToken(context, session))
  }
}

/** Unless another process has replaced it meanwhile. */
function dropToken(context: Context, session: SsoSession, { accessToken }: PortalCaller): void {
  if (readToken(context, session)?.accessToken.reveal() === accessToken.reveal()) removeToken(context, session)
}

/** The token that can be used as it is, without a request; undefined where there is none. */
export function tokenAtHand(context: Context, session: SsoSession): PortalToken | undefined {
  const token = readToken(context, session)
  if (token === undefined || token.expires - context.now() / 1000 < LEAST) return undefined
  const { accessToken, expires } = token
  return { ...ssoCaller(context, session), accessToken, expires, isNew: false }
}

/** A token that can be refreshed is, before it ends, as the AWS CLI does it. */
function isFresh({ now }: Context, { expires, refreshToken }: CachedToken): boolean {
  return expires - now() / 1000 >= (refreshToken === undefined ? LEAST : EARLY)
}

/** undefined where a person has to sign in. A refresh that was cut off has used its token up: then the old one serves out its time. */
async function refresh(context: Context, session: SsoSession, token: CachedToken): Promise<CachedToken | undefined> {
  const { client, refreshToken, expires } = token
  const rest = expires - context.now() / 1000 >= LEAST ? token : undefined
  if (client === undefined || refreshToken === undefined || client.expires <= context.now() / 1000) return rest
  try {
    const answer = await createToken(context.transport, ssoCaller(context, session), client, {
      kind: 'refresh',
      refreshToken,
    })
    // Where the answer has no new refresh token, the one that is there stays good.
    const fresh = { refreshToken, client, ...withoutUndefined(answer) }
    writeToken(context, session, fresh)
    return fresh
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error
    if (rest === undefined && error.kind !== 'refused') throw error
    if (isCalled(error, CLIENT_REFUSED)) removeRegistration(context, session, client)
    context.debug(`the token of ${shownSession(session)} is not refreshed: ${error.message}`)
    return rest
  }
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
}

/** In seconds: what is about to end is not used any more, and what can be refreshed is by then. */
const LEAST = 60
const EARLY = 900
