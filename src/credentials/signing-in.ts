/** What a person signs in to by a browser: IAM Identity Center, or the console as with `aws login`. */
import type { Context } from '../context/context.ts'
import { checkedRegion } from '../model/arn.ts'
import { signingInToPortal } from './identity-center/signing-in.ts'
import { ssoSessionAt, ssoSessionNamed, ssoSessions } from './identity-center/sso-session.ts'
import { unknownSession } from './identity-center/unknown-session.ts'
import type { SigningIn } from './sign-in/sign-in.ts'
import { awsLogin } from './source/providers/aws-login.ts'
import { providerOf } from './source/providers/index.ts'
import type { Source } from './source/source.ts'
import { chainWithVault, profilesWithVault } from './source/vault-entry.ts'

/** An sso-session by its name, or a start URL; undefined for a profile, and for another word. */
export function signingInAt(context: Context, word: string, region: string | undefined): SigningIn | undefined {
  if (profilesWithVault(context).get(word) !== undefined) return undefined
  const session = ssoSessionNamed(context, word)
  if (session !== undefined) return signingInToPortal(context, session)
  if (!/^https?:/.test(word)) return undefined
  if (region === undefined) throw unknownSession(context, word)
  return signingInToPortal(context, ssoSessionAt(word, checkedRegion(region)))
}

/** What has to be signed in to for the key of a source; undefined for a key that comes from elsewhere. */
export function signingInFor(context: Context, source: Source, region: string | undefined): SigningIn | undefined {
  return 'accessKey' in source ? undefined : source.provider.signingIn?.(context, source.base, region)
}

/** What a profile signs in to by itself. */
export function signingInOf(context: Context, name: string): SigningIn | undefined {
  const profile = context.profiles.get(name)
  const provider = profile && profile.role_arn === undefined ? providerOf(profile) : undefined
  return profile && provider && 'provide' in provider ? provider.signingIn?.(context, profile, undefined) : undefined
}

/** What a shell's credentials came by, if somebody signed in for them; `from` is what AWSENV_FROM says. */
export function signInBehind(context: Context, from: string): SigningIn | undefined {
  try {
    const profile = context.profiles.get(from)
    const base = profile && chainWithVault(context, profile, context.keys.names()).at(-1)
    return base === undefined ? signingInAt(context, from, undefined) : signingInOf(context, base.name)
  } catch {
    return undefined // What is wrong with a profile is told to whoever starts from it.
  }
}

/** Everything in the files that is signed in to; what is wrong with a profile is told to whoever names it. */
export function signedIn(context: Context): readonly SigningIn[] {
  const { profiles } = context
  const portals = ssoSessions(context).map(session => signingInToPortal(context, session))
  const consoles = new Map<string, SigningIn>()
  for (const name of profiles.names()) {
    const profile = profiles.get(name)
    if (profile?.login_session === undefined || providerOf(profile) !== awsLogin) continue
    try {
      const found = signingInOf(context, name)
      if (found !== undefined && !consoles.has(profile.login_session)) consoles.set(profile.login_session, found)
    } catch {}
  }
  return [...portals, ...consoles.values()].filter(one => one.isSignedIn())
}
