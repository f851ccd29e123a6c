/**
 * The token of a session: the one that is cached, else one by its refresh token, else one for which a person signs in.
 * However many processes want it at once, one refreshes or opens a browser, and the others get what it got.
 */
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import type { PortalCaller } from '../../aws/sso.ts'
import { createToken } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { bequeathFailure, inheritFailure } from '../session/cached.ts'
import { type CachedToken, readToken, writeToken } from './aws-cache.ts'
import { type SignInWay, signIn } from './sign-in.ts'
import { loginCommand, type SsoSession, shownSession, ssoCaller, wordOf } from './sso-session.ts'

export type TokenRequest = SignInWay & {
  /** A new sign-in even where a token is there. */
  readonly isRefresh?: boolean
}

export type PortalToken = PortalCaller & { readonly expires: number; readonly isNew: boolean }

/** The token, or whatever it takes to have one. @throws AwsenvError where nobody can sign in here */
export async function portalToken(
  context: Context,
  session: SsoSession,
  request: TokenRequest = {},
): Promise<PortalToken> {
  const began = context.now()
  const told = (token: CachedToken, isNew = false): PortalToken => ({
    ...ssoCaller(context, session),
    ...{ accessToken: token.accessToken, expires: token.expires, isNew },
  })
  const before = readToken(context, session)
  if (!request.isRefresh && before !== undefined && isFresh(context, before)) return told(before)
  const name = `sso-token-${session.region}-${wordOf(session)}`
  return context.vault.exclusively(
    name,
    async () => {
      const token = readToken(context, session)
      const isOther = token?.accessToken.reveal() !== before?.accessToken.reveal()
      if (token !== undefined && isFresh(context, token) && (isOther || !request.isRefresh)) return told(token)
      inheritFailure(context, name, began)
      try {
        const refreshed = request.isRefresh || token === undefined ? undefined : await refresh(context, session, token)
        if (refreshed !== undefined) return told(refreshed)
        const fresh = await signedIn(context, session, request)
        writeToken(context, session, fresh)
        return told(fresh, true)
      } catch (error) {
        await bequeathFailure(context, name, error)
        throw error
      }
    },
    holder =>
      context.say(
        `waiting for another awsenv${holder === undefined ? '' : ` (process ${holder})`} that signs in to ${shownSession(session)}`,
      ),
  )
}

/** The token that can be used as it is, without a request; undefined where there is none. */
export function tokenAtHand(context: Context, session: SsoSession): PortalToken | undefined {
  const token = readToken(context, session)
  if (token === undefined || token.expires - context.now() / 1000 < LEAST) return undefined
  const { accessToken, expires } = token
  return { ...ssoCaller(context, session), accessToken, expires, isNew: false }
}

/** Whether somebody is signed in, or was. */
export function hasToken(context: Context, session: SsoSession): boolean {
  return readToken(context, session) !== undefined
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
    context.debug(`the token of ${shownSession(session)} is not refreshed: ${error.message}`)
    return rest
  }
}

async function signedIn(context: Context, session: SsoSession, way: SignInWay): Promise<CachedToken> {
  if (context.terminal.isPresent() || way.isAskedFor) return signIn(context, session, way)
  throw new AwsenvError(`a person has to sign in to ${shownSession(session)}, and nobody can be asked here`, {
    hint: `run on a terminal: ${loginCommand(session)}`,
    exitCode: ExitCode.cannotAsk,
  })
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
}

/** In seconds: what is about to end is not used any more, and what can be refreshed is by then. */
const LEAST = 60
const EARLY = 900
