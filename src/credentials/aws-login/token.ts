/** The credentials of `aws login`, and whatever it takes to have them: they last 15 minutes, and are refreshed for hours. */
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { createOAuth2Token } from '../../aws/signin.ts'
import type { Context } from '../../context/context.ts'
import { type HeldToken, heldToken } from '../sign-in/held-token.ts'
import type { SignInRequest } from '../sign-in/sign-in.ts'
import { type LoginToken, readLoginToken, writeLoginToken } from './aws-cache.ts'
import { type LoginSession, signInOf, signinCaller } from './login-session.ts'
import { signIn } from './sign-in.ts'

/** @throws AwsenvError where nobody can sign in here */
export function loginToken(
  context: Context,
  session: LoginSession,
  request: SignInRequest = {},
): Promise<HeldToken<LoginToken>> {
  const kept = (token: LoginToken) => {
    writeLoginToken(context, session, token)
    return token
  }
  const source = {
    lock: `aws-login-${session.arn}`,
    read: () => readLoginToken(context, session),
    isFresh: (token: LoginToken) => lifeOf(context, token) >= EARLY,
    isSame: (one: LoginToken, other: LoginToken) => one.refreshToken.reveal() === other.refreshToken.reveal(),
    refreshed: (token: LoginToken) => refresh(context, session, token, kept),
    signedIn: async (why: string) => kept(await signIn(context, session, request, why)),
  }
  return heldToken(context, signInOf(session), source, request)
}

/** undefined where a person has to sign in. */
async function refresh(
  context: Context,
  session: LoginSession,
  token: LoginToken,
  kept: (token: LoginToken) => LoginToken,
): Promise<LoginToken | undefined> {
  const { region = session.region, proofKey, clientId, refreshToken } = token
  const caller = signinCaller(context, session, { region, proofKey, clientId })
  try {
    const answer = await createOAuth2Token(context.transport, caller, { kind: 'refresh', refreshToken })
    return kept({ ...token, ...answer })
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error
    const rest = lifeOf(context, token) >= LEAST ? token : undefined
    if (rest === undefined && error.kind !== 'refused') throw error
    context.debug(`the sign-in of "${session.arn}" is not refreshed: ${error.message}`)
    return rest
  }
}

/** In seconds. */
function lifeOf({ now }: Context, { credentials }: LoginToken): number {
  return credentials.expiration - now() / 1000
}

/** In seconds: a hook renews what has less than five minutes left, and then has to get something else. */
const EARLY = 600
const LEAST = 60
