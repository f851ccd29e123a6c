/** Which account of which session of IAM Identity Center is meant, as AWS listed them last, or lists them now. */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import { nearNames } from '../../text/near-names.ts'
import { type AssignedAccount, readAssignments } from '../identity-center/assignments.ts'
import { readToken } from '../identity-center/aws-cache.ts'
import { assignedAccounts } from '../identity-center/discover.ts'
import {
  normalUrl,
  type SsoSession,
  shownSession,
  ssoSessionNamed,
  ssoSessions,
  wordOf,
} from '../identity-center/sso-session.ts'
import { accountsMeant, accountsNear, isItsName } from './account-names.ts'

export type AssignedPlace = { readonly session: SsoSession; readonly account: AssignedAccount }

/** One session for each start URL: the one that somebody is signed in to, else that of an [sso-session]. */
export function portalSessions(context: Context): readonly SsoSession[] {
  const byUrl = Map.groupBy(ssoSessions(context), ({ startUrl, region }) => `${normalUrl(startUrl)} ${region}`)
  return [...byUrl.values()].flatMap(([first, ...others]) =>
    others.length === 0
      ? (first ?? [])
      : ([first, ...others].find(one => one && readToken(context, one) !== undefined) ?? first ?? []),
  )
}

/** Every account that AWS has listed, session by session. No request. */
export function listedPlaces(
  context: Context,
  sessions: readonly SsoSession[] = portalSessions(context),
): readonly AssignedPlace[] {
  return sessions.flatMap(session =>
    (readAssignments(context, session)?.accounts ?? []).map(account => ({ session, account })),
  )
}

/** The session that a word after --from names, unless it is that of a profile with a key or a role of its own. */
export function sessionAfterFrom(context: Context, from: string | undefined): SsoSession | undefined {
  if (from === undefined) return undefined
  const profile = context.profiles.get(from)
  const { sso_account_id, role_arn, aws_access_key_id } = profile ?? {}
  if ([sso_account_id, role_arn, aws_access_key_id].some(value => value !== undefined)) return undefined
  return ssoSessionNamed(context, from)
}

/** The places of an account's name. What no list has is looked for at AWS, in the sessions that somebody is signed in to. */
export async function placesNamed(
  context: Context,
  word: string,
  sessions: readonly SsoSession[],
): Promise<readonly AssignedPlace[]> {
  const listed = placesMeant(word, listedPlaces(context, sessions))
  if (listed.length > 0) return listed
  for (const session of sessionsToAsk(context, word, sessions)) await assignedAccounts(context, session)
  const places = listedPlaces(context, sessions)
  const found = placesMeant(word, places)
  if (found.length > 0) return found
  throw unknownAccount(context, word, places, sessions)
}

/** One of them, in words that tell them apart. */
export function shownPlace({ session, account: { accountId, accountName } }: AssignedPlace): string {
  return `${accountName} (${accountId}, ${shownSession(session)})`
}

/** @throws AwsenvError unless it is one account, whatever session gives it */
export function checkOneAccount(context: Context, word: string, places: readonly AssignedPlace[]): void {
  const [first] = places
  if (first === undefined) return
  if (new Set(places.map(({ account }) => account.accountId)).size > 1) {
    throw misused(`"${word}" may be any of ${places.length} accounts`, `name one: ${listed(places.map(shownPlace))}`)
  }
  if (!isItsName(word, first.account)) context.say(`"${word}" is taken for account ${shownPlace(first)}`)
}

function placesMeant(word: string, places: readonly AssignedPlace[]): readonly AssignedPlace[] {
  return accountsMeant(
    word,
    places.map(place => ({ ...place.account, place })),
  ).map(({ place }) => place)
}

function sessionsToAsk(context: Context, word: string, sessions: readonly SsoSession[]): readonly SsoSession[] {
  const signedIn = sessions.filter(session => readToken(context, session) !== undefined)
  if (signedIn.length > 0 || sessions.length < 2) return signedIn.length > 0 ? signedIn : sessions
  throw new AwsenvError(`you are signed in to no session of IAM Identity Center that could have an account "${word}"`, {
    hint: `name one with --from: ${listed(sessions.map(wordOf))}`,
    exitCode: ExitCode.cannotAsk,
  })
}

function unknownAccount(
  { profiles }: Context,
  word: string,
  places: readonly AssignedPlace[],
  sessions: readonly SsoSession[],
): AwsenvError {
  const accounts = accountsNear(
    word,
    places.map(place => ({ ...place.account, place })),
  ).map(({ place }) => shownPlace(place))
  const near = [...accounts, ...nearNames(word, profiles.names()).map(name => `profile "${name}"`)]
  const there = `awsenv accounts lists ${places.length === 1 ? 'the one' : `the ${places.length}`} that you have`
  return misused(
    `${sessions.map(shownSession).join(' and ')} ${sessions.length === 1 ? 'gives' : 'give'} you no account called "${word}"`,
    near.length > 0 ? `did you mean ${near.join(' or ')}?` : there,
  )
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : ''
  return `${names.slice(0, MOST_NAMED).join(', ')}${more}`
}

/** As many as a message can hold. */
const MOST_NAMED = 6
