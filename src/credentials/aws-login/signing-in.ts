import type { Context } from '../../context/context.ts'
import type { SigningIn } from '../sign-in/sign-in.ts'
import { readLoginToken, removeLoginToken } from './aws-cache.ts'
import { type LoginSession, signInOf } from './login-session.ts'
import { loginToken } from './token.ts'

/** Signing in at the console as `aws login` does, and out. AWS can't be asked to revoke it: `aws logout` does as much. */
export function signingInToConsole(context: Context, session: LoginSession): SigningIn {
  return {
    signIn: signInOf(session),
    begin: async request => ({ isNew: (await loginToken(context, session, request)).isNew }),
    life() {
      const token = readLoginToken(context, session)
      return token && { until: token.credentials.expiration, isRenewed: true }
    },
    isSignedIn: () => readLoginToken(context, session) !== undefined,
    end: async () => removeLoginToken(context, session),
  }
}
