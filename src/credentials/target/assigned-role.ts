/** A role that IAM Identity Center gives, by account and name, without a profile: which session it is, and the way there. */
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { accountIdIn } from '../../model/arn.ts'
import { adHocProfile } from '../../profiles/profile.ts'
import { accountIdNamed, accountOf, type Settings } from '../../settings/settings.ts'
import { eitherOf, nearNames } from '../../text/near-names.ts'
import { assignedRoles } from '../identity-center/discover.ts'
import { type SsoSession, shownSession, wordOf } from '../identity-center/sso-session.ts'
import { candidatesForAccount, candidatesOf } from '../source/candidates.ts'
import { seekSource } from '../source/find.ts'
import { onDemandSource } from '../source/on-demand.ts'
import { identityCenter } from '../source/providers/identity-center.ts'
import { rememberedKey } from '../source/remembered.ts'
import { askWhichKey } from '../source/which-key.ts'
import { roleIn } from './account-names.ts'
import {
  type AssignedPlace,
  checkOneAccount,
  listedPlaces,
  placesNamed,
  portalSessions,
  sessionAfterFrom,
  shownPlace,
} from './assigned-account.ts'
import type { Lookup, Target } from './found.ts'

/**
 * undefined where a key assumes the role: `--from` names one, or nothing says that IAM Identity Center gives it. As with
 * keys, --from decides, or the account's `from` in the settings, or what was chosen before; else a person is asked once.
 */
export async function assignedTarget(
  lookup: Lookup,
  account: string,
  roleName: string,
  from: string | undefined,
): Promise<Target | undefined> {
  const { context, settings } = lookup
  const sessions = portalSessions(context)
  if (sessions.length === 0) return undefined
  const accountId = accountIdNamed(settings, account) ?? accountIdIn(account)
  const named = from ?? (accountId === undefined ? undefined : accountOf(settings, accountId).from)
  const session = sessionAfterFrom(context, named)
  if (named !== undefined && session === undefined) return undefined
  if (accountId === undefined) {
    const places = await placesNamed(context, account, session === undefined ? sessions : [session])
    checkOneAccount(context, account, places)
    const { place, hasChoice } = chosenPlace(context, places)
    return targetAt(lookup, place, await knownRole(context, place, roleName, true), hasChoice)
  }
  if (session !== undefined) {
    const place = placeOf(context, session, accountId)
    return targetAt(lookup, place, await knownRole(context, place, roleName, false), false)
  }
  const found = await placeOfId(context, sessions, accountId, roleName)
  if (found === undefined) return undefined
  return targetAt(lookup, found.place, await knownRole(context, found.place, roleName, false), found.hasChoice)
}

/** The account of a name that IAM Identity Center lists, for a key that assumes a role there; undefined for another word. */
export async function assignedAccountId(context: Context, account: string): Promise<string | undefined> {
  const sessions = portalSessions(context)
  if (sessions.length === 0) return undefined
  const places = await placesNamed(context, account, sessions)
  checkOneAccount(context, account, places)
  return places[0]?.account.accountId
}

type Chosen = { readonly place: AssignedPlace; readonly hasChoice: boolean }

async function placeOfId(
  context: Context,
  sessions: readonly SsoSession[],
  accountId: string,
  roleName: string,
): Promise<Chosen | undefined> {
  const remembered = rememberedKey(context, accountId)
  const session = sessionAfterFrom(context, remembered)
  if (session !== undefined) return { place: placeOf(context, session, accountId), hasChoice: true }
  if (remembered !== undefined) return undefined
  const usual = await seekSource(context, undefined)
  const keys = await candidatesOf(context, usual)
  const places = listedPlaces(context, sessions).filter(
    ({ account }) =>
      account.accountId === accountId && (account.roles === undefined || roleIn(account.roles, roleName) !== undefined),
  )
  // Without any key, and with one session, there is nothing to choose from.
  if (places.length === 0) {
    const [only, ...others] = sessions
    if (usual !== undefined || keys.length > 0 || only === undefined || others.length > 0) return undefined
    return { place: placeOf(context, only, accountId), hasChoice: false }
  }
  if (candidatesForAccount(context, keys, accountId).length > 0) return undefined
  return chosenPlace(context, places)
}

/** Where several sessions give the account, the person is asked which. */
function chosenPlace(context: Context, places: readonly AssignedPlace[]): Chosen {
  const [only, ...others] = places
  if (only === undefined || others.length === 0) return { place: only as AssignedPlace, hasChoice: false }
  const { accountId } = only.account
  const question = {
    question: `Which session of IAM Identity Center is for account ${accountId}?`,
    unknown: `several sessions of IAM Identity Center give account ${accountId}`,
    hint: `name one with --from, or for good: awsenv config set accounts.${accountId}.from SESSION`,
    otherwise: 'name one with --from SESSION',
  }
  const choices = places.map(place => ({ from: wordOf(place.session), place: shownPlace(place) }))
  const { from } = askWhichKey(context, question, choices)
  return { place: places.find(({ session }) => wordOf(session) === from) ?? only, hasChoice: true }
}

function placeOf(context: Context, session: SsoSession, accountId: string): AssignedPlace {
  const known = listedPlaces(context, [session]).find(({ account }) => account.accountId === accountId)
  return known ?? { session, account: { accountId, accountName: accountId } }
}

/**
 * The role as AWS calls it. What the list doesn't have is looked for at AWS. `isAsked`: even if there is no list; else
 * AWS says whether there is such a role when it is asked for its credentials.
 */
async function knownRole(
  context: Context,
  { session, account }: AssignedPlace,
  typed: string,
  isAsked: boolean,
): Promise<string> {
  const { accountId, roles } = account
  if (roles === undefined && !isAsked) return typed
  const known = roleIn(roles ?? [], typed)
  if (known !== undefined) return known
  const now = await assignedRoles(context, session, accountId)
  const found = roleIn(now, typed)
  if (found !== undefined) return found
  throw new AwsenvError(`${shownSession(session)} gives you no role "${typed}" in account ${shownAccount(account)}`, {
    hint: rolesHint(now, typed),
  })
}

/** What a person may have meant, and what there is. */
function rolesHint(roles: readonly string[], typed: string): string {
  if (roles.length === 0) return 'it gives you no role there at all'
  const near = nearNames(typed, roles)
  const there = `it gives you ${roles.join(', ')}`
  return near.length === 0 ? there : `did you mean ${eitherOf(near)}? ${there}`
}

function targetAt({ context, settings }: Lookup, place: AssignedPlace, roleName: string, hasChoice: boolean): Target {
  const { session, account } = place
  const { accountId } = account
  const from = wordOf(session)
  const label = `${roleName}@${labelOf(settings, account)}`
  const base = adHocProfile(label, { ...keysOf(session), sso_account_id: accountId, sso_role_name: roleName })
  const source = { ...onDemandSource(context, identityCenter, base, shownSession(session)), from }
  return { label, roles: [], source, from, hasChoice, words: [accountId, roleName, `--from=${from}`] }
}

/** The account's name, as a prompt can show it. */
function labelOf(settings: Settings, { accountId, accountName }: AssignedPlace['account']): string {
  const shown = accountName.replace(/[^\p{L}\p{N}._+-]+/gu, '-').replace(/^-|-$/g, '')
  return accountOf(settings, accountId).name ?? (shown || accountId)
}

function keysOf({ name, startUrl, region }: SsoSession) {
  return name === undefined ? { sso_start_url: startUrl, sso_region: region } : { sso_session: name }
}

function shownAccount({ accountId, accountName }: AssignedPlace['account']): string {
  return accountName === accountId ? accountId : `${accountId} (${accountName})`
}
