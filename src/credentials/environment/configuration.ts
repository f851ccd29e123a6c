/** The profile, credentials and region that a tool in this shell would use, and where each comes from. */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode } from '../../errors.ts'
import { checkedRegion } from '../../model/arn.ts'
import { type ClaimedSession, claimedSession } from '../../model/claimed-session.ts'
import { clockTime } from '../../model/duration.ts'
import { saying } from '../../profiles/in-profile.ts'
import type { Profile } from '../../profiles/profile.ts'
import {
  type Found,
  originOf,
  profileForTools,
  selectedProfile,
  type ToolCredentials,
  toolCredentials,
} from './aws-tools.ts'

export type Configuration = {
  readonly profile?: Found<string> | undefined
  readonly credentials?: ToolCredentials | undefined
  /** Why AWS's tools would fail, or have no credentials. */
  readonly refusal?: AwsenvError | undefined
  readonly region?: Found<string> | undefined
  /** What the shell claims about its session; anybody can change the environment. */
  readonly claim?: ClaimedSession | undefined
}

export function configurationOf(context: Context): Configuration {
  const { env } = context
  const profile = selectedProfile(env)
  const claim = claimedSession(env)
  const { credentials, refusal } = credentialsOf(context, claim)
  return { profile, credentials, refusal, region: regionOf(context, profile), claim }
}

/** The configured region. @throws AwsenvError if AWS can't have one of that name */
export function regionIn({ region }: Configuration): string | undefined {
  return region && saying(region.origin, () => checkedRegion(region.value))
}

/** The profile, [default] if none is named; undefined if there is none, or if the files can't be read, which the credentials report. */
export function readableProfile(context: Context, name = 'default'): Profile | undefined {
  try {
    return profileForTools(context.profiles, name)
  } catch (error) {
    if (error instanceof AwsenvError) return undefined
    throw error
  }
}

function credentialsOf(
  context: Context,
  claim: ClaimedSession | undefined,
): Pick<Configuration, 'credentials' | 'refusal'> {
  let credentials: ToolCredentials | undefined
  try {
    credentials = toolCredentials(context)
  } catch (error) {
    if (!(error instanceof AwsenvError)) throw error
    return { refusal: error }
  }
  if (credentials === undefined) return { refusal: nothing() }
  const isOver = credentials.method === 'env' && claim?.expires !== undefined && claim.expires <= context.now() / 1000
  return isOver ? { credentials, refusal: expired(claim, context.now()) } : { credentials }
}

function regionOf(context: Context, selected: Found<string> | undefined): Found<string> | undefined {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const value = context.env[name]
    if (value) return { value, origin: name }
  }
  const profile = readableProfile(context, selected?.value)
  return profile?.region === undefined ? undefined : { value: profile.region, origin: originOf(profile, 'region') }
}

function nothing(): AwsenvError {
  return new AwsenvError('there are no credentials in this shell or in the files', {
    hint: 'run: awsenv login, or awsenv assume ACCOUNT ROLE',
    exitCode: ExitCode.noSession,
  })
}

function expired({ label, expires = 0 }: ClaimedSession, now: number): AwsenvError {
  return new AwsenvError(`the session of "${label}" expired at ${clockTime(expires, now)}`, {
    hint: 'assume the role again: awsenv assume, or log in: awsenv login',
    exitCode: ExitCode.noSession,
  })
}
