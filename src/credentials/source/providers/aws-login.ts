/** `login_session`: what the console gives to whoever has signed in there, as with `aws login`. */
import { isOfAwsLogin, loginSessionOf } from '../../aws-login/login-session.ts'
import { signingInToConsole } from '../../aws-login/signing-in.ts'
import { loginToken } from '../../aws-login/token.ts'
import type { KeyOnDemand } from './provider.ts'

export const awsLogin: KeyOnDemand = {
  name: 'login_session',
  matches: isOfAwsLogin,
  distinction: (_context, { login_session = '' }) => [login_session],
  signingIn: (context, profile, region) => signingInToConsole(context, loginSessionOf(context, profile, region)),
  async provide(context, profile) {
    const { token } = await loginToken(context, loginSessionOf(context, profile))
    return token.credentials
  },
}
