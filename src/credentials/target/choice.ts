import type { Context } from '../../context/context.ts'
import { accountOf, type Settings } from '../../settings/settings.ts'
import { listedPlaces } from './assigned-account.ts'
import { namesOf } from './inventory.ts'
import { profileEntries } from './profile-entries.ts'
import type { Choice, SelectableAccount } from './selection.ts'

/** All that a pattern may find: what the files and the settings have, and the accounts that AWS listed last. No request. */
export function choiceOf(context: Context, settings: Settings): Choice {
  const named = namesOf(context, settings, profileEntries(context)).filter(
    ({ kind, role }) => kind === 'alias' || (kind === 'profile' && role !== undefined),
  )
  const withProfile = new Set(named.flatMap(({ role }) => role?.accountId ?? []))
  const listed = listedPlaces(context).map(({ account }) => account)
  const ofSettings = Object.keys(settings.accounts)
    .filter(id => !listed.some(({ accountId }) => accountId === id))
    .map(id => ({ accountId: id, accountName: accountOf(settings, id).name ?? id }))
  const accounts: readonly SelectableAccount[] = [...listed, ...ofSettings]
  return {
    names: named.map(({ name }) => name),
    accounts: accounts.map(account => ({ ...account, hasProfile: withProfile.has(account.accountId) })),
  }
}
