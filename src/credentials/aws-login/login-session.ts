/** A session of `aws login`: a profile's `login_session` is the ARN of whoever signs in at the console. */
import type { SigninCaller } from '../../aws/signin.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { checkedRegion, parsePrincipalArn } from '../../model/arn.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import { type Profile, placeOf } from '../../profiles/profile.ts'
import { shellWord } from '../../shells/posix.ts'
import { networkOf } from '../session/network.ts'
import { configuredRegion, stsRegion } from '../session/region.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

export type LoginSession = {
  readonly arn: string
  readonly profile: Profile
  /** Where the person signs in, if nothing was signed in to yet. */
  readonly region: string
}

/** `region` is the command line's. @throws AwsenvError for a value that is no ARN of an identity */
export function loginSessionOf(context: Context, profile: Profile, region?: string): LoginSession {
  const { login_session: arn = '' } = profile
  const identity = parsePrincipalArn(arn)
  if (identity === undefined) {
    throw new AwsenvError(`${placeOf(profile, 'login_session')} has a login_session that is not an ARN: "${arn}"`, {
      hint: `it looks like arn:aws:iam::123456789012:user/alice; write it anew with: aws login --profile ${shellWord(profile.name)}`,
    })
  }
  const configured = inProfile(profile, 'region', () => configuredRegion(region, context.environmentBefore, [profile]))
  return { arn, profile, region: stsRegion(context, configured, identity.partition) }
}

/** Whether a profile's credentials come from `aws login`. */
export function isOfAwsLogin({ login_session }: Profile): boolean {
  return login_session !== undefined
}

export function signInOf({ arn, profile }: LoginSession): SignIn {
  const command = `awsenv login ${shellWord(profile.name)}`
  return { shown: `profile "${profile.name}"`, word: profile.name, page: arn, command }
}

/** How the sign-in service of a region is asked for the session. */
export function signinCaller(
  context: Context,
  session: LoginSession,
  { region, ...bound }: Pick<SigninCaller, 'proofKey' | 'clientId'> & { readonly region: string },
): SigninCaller {
  const { command, shown } = signInOf(session)
  return {
    ...bound,
    network: networkOf(context, [session.profile], checkedRegion(region)),
    who: shown,
    remedy: command,
  }
}
