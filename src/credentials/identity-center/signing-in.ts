import { isCalled } from '../../aws/failure/aws-failure.ts'
import { logout } from '../../aws/sso.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { entryNamed } from '../../vault/sessions/entries.ts'
import type { SigningIn } from '../sign-in/sign-in.ts'
import { writeAssignments } from './assignments.ts'
import { type CachedToken, readToken, removeToken } from './aws-cache.ts'
import { allAssignments } from './discover.ts'
import { type SsoSession, shownSession, signInOf } from './sso-session.ts'
import { portalToken, tokenAtHand } from './token.ts'

/** Signing in to a session of IAM Identity Center, and out of it. */
export function signingInToPortal(context: Context, session: SsoSession): SigningIn {
  return {
    signIn: signInOf(session),
    begin: request => portalToken(context, session, request),
    explore: () => explore(context, session),
    life() {
      const token = readToken(context, session)
      return token && { until: token.expires, isRenewed: isRenewable(context, token) }
    },
    isSignedIn: () => readToken(context, session) !== undefined,
    async end() {
      const token = tokenAtHand(context, session)
      try {
        if (token !== undefined) await logout(context.transport, token)
      } catch (error) {
        // It was revoked already.
        if (!isCalled(error, /^Unauthorized/)) throw error
      } finally {
        removeToken(context, session)
        writeAssignments(context, session, undefined)
        await forgetRoles(context)
      }
    },
  }
}

function isRenewable({ now }: Context, { refreshToken, client }: CachedToken): boolean {
  return refreshToken !== undefined && client !== undefined && client.expires > now() / 1000
}

/** The accounts and roles, for completion and the picker. */
async function explore(context: Context, session: SsoSession): Promise<void> {
  try {
    await allAssignments(context, session, { patience: PATIENCE })
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    context.debug(`the accounts of ${shownSession(session)} are not listed: ${error.message}`)
  }
}

async function forgetRoles({ vault }: Context): Promise<void> {
  await vault.update(entries => {
    for (const [name, { value }] of entries) {
      const { roleArn } = Object(value) as { roleArn?: unknown }
      if (entryNamed(name)?.kind === 'role' && String(roleArn).includes('AWSReservedSSO_')) entries.delete(name)
    }
  })
}

/** In milliseconds. */
const PATIENCE = 5_000
