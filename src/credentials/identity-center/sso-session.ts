/** A session of IAM Identity Center as the files configure it: `[sso-session NAME]`, or `sso_start_url` of a profile. */
import type { Network } from '../../aws/client/network.ts'
import type { OidcCaller } from '../../aws/sso-oidc.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { checkedRegion } from '../../model/arn.ts'
import { inProfile } from '../../profiles/in-profile.ts'
import { adHocProfile, isOfIdentityCenter, type Profile, placeOf } from '../../profiles/profile.ts'
import { shellWord } from '../../shells/posix.ts'
import { nearNames } from '../../text/near-names.ts'
import { networkOf } from '../session/network.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

export type SsoSession = {
  /** Of the section; undefined where only a start URL is configured. */
  readonly name: string | undefined
  readonly startUrl: string
  readonly region: string
  readonly scopes: readonly string[]
  /** What says how AWS is reached. */
  readonly chain: readonly Profile[]
}

/** What is typed to name it: the section's name, or the start URL. */
export function wordOf({ name, startUrl }: SsoSession): string {
  return name ?? startUrl
}

/** The session that a profile names. @throws AwsenvError that says what is missing where */
export function ssoSessionOf({ profiles }: Context, profile: Profile): SsoSession {
  const { sso_session: name } = profile
  if (name === undefined) return fromKeys(profile, undefined)
  const section = profiles.ssoSession(name)
  if (section === undefined) {
    const near = nearNames(name, profiles.ssoSessionNames())
    throw new AwsenvError(
      `${placeOf(profile, 'sso_session')} names sso_session "${name}", and there is no [sso-session ${name}]`,
      {
        hint:
          near[0] === undefined ? 'write that section with: aws configure sso-session' : `did you mean "${near[0]}"?`,
      },
    )
  }
  for (const key of ['sso_start_url', 'sso_region'] as const) {
    if (profile[key] === undefined || profile[key] === section[key]) continue
    throw new AwsenvError(`${placeOf(profile, key)} has another ${key} than [sso-session ${name}]`, {
      hint: `take ${key} out of the profile`,
    })
  }
  const session = fromKeys(section, name)
  return { ...session, chain: [profile] }
}

/** The session of a section's name, of a profile, or of a start URL that something configures; undefined for another word. */
export function ssoSessionNamed(context: Context, word: string): SsoSession | undefined {
  const { profiles } = context
  const section = profiles.ssoSession(word)
  if (section !== undefined) return fromKeys(section, word)
  const profile = profiles.get(word)
  if (profile !== undefined) return isOfIdentityCenter(profile) ? ssoSessionOf(context, profile) : undefined
  return ssoSessions(context).find(session => normalUrl(session.startUrl) === normalUrl(word))
}

/** A session that nothing configures: a start URL and a region. */
export function ssoSessionAt(startUrl: string, region: string): SsoSession {
  return fromKeys(adHocProfile(startUrl, { sso_start_url: startUrl, sso_region: region }), undefined)
}

/** Every session that the config file has: the sections, and the start URLs of profiles that have none. */
export function ssoSessions({ profiles }: Pick<Context, 'profiles'>): readonly SsoSession[] {
  const sections = profiles.ssoSessionNames().flatMap(name => readable(() => fromKeys(profiles.ssoSession(name), name)))
  const legacy: SsoSession[] = []
  for (const name of profiles.names()) {
    const profile = profiles.get(name)
    if (profile?.sso_start_url === undefined || profile.sso_session !== undefined) continue
    legacy.push(...readable(() => fromKeys(profile, undefined)))
  }
  const all = new Map<string, SsoSession>()
  for (const session of [...sections, ...legacy]) if (!all.has(wordOf(session))) all.set(wordOf(session), session)
  return [...all.values()]
}

/** As messages call it. */
export function shownSession({ name, startUrl }: SsoSession): string {
  return name === undefined ? `"${startUrl}"` : `sso-session "${name}"`
}

export function loginCommand(session: SsoSession): string {
  const region = session.name === undefined ? ` --region ${session.region}` : ''
  return `awsenv login ${shellWord(wordOf(session))}${region}`
}

export function signInOf(session: SsoSession): SignIn {
  const page = session.name === undefined ? undefined : session.startUrl
  return { shown: shownSession(session), word: wordOf(session), page, command: loginCommand(session) }
}

/** How the session's services are asked. */
export function ssoCaller(context: Context, session: SsoSession): OidcCaller {
  return { network: ssoNetwork(context, session), who: shownSession(session), remedy: loginCommand(session) }
}

function ssoNetwork(context: Context, { chain, region }: SsoSession): Network {
  return networkOf(context, chain, region)
}

/** The same page, however its address is written. */
export function normalUrl(url: string): string {
  return url.replace(/[/#]+$/, '')
}

function fromKeys(profile: Profile | undefined, name: string | undefined): SsoSession {
  const { sso_start_url: startUrl, sso_region: region, sso_registration_scopes: scopes } = profile as Profile
  const place = name === undefined ? `profile "${profile?.name}"` : `[sso-session ${name}]`
  const missing = startUrl === undefined ? 'sso_start_url' : region === undefined ? 'sso_region' : undefined
  if (startUrl === undefined || region === undefined) {
    throw new AwsenvError(`${place} has no ${missing}`, {
      hint: `add ${missing}: ${missing === 'sso_region' ? 'the region of the IAM Identity Center' : 'the URL of the access portal'}`,
    })
  }
  if (!/^https:\/\/[^\s/]+/.test(startUrl)) {
    throw new AwsenvError(`${place} has an sso_start_url that is no https:// address: "${startUrl}"`, {
      hint: 'it looks like https://acme.awsapps.com/start',
    })
  }
  inProfile(profile as Profile, 'sso_region', checkedRegion)
  const words = (scopes ?? ACCOUNT_ACCESS)
    .split(',')
    .map(scope => scope.trim())
    .filter(Boolean)
  return { name, startUrl, region, scopes: words, chain: name === undefined ? [profile as Profile] : [] }
}

function readable(read: () => SsoSession): readonly SsoSession[] {
  try {
    return [read()]
  } catch {
    return [] // What is wrong with it is told to whoever names it.
  }
}

const ACCOUNT_ACCESS = 'sso:account:access'
