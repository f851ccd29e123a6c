/** The targets of `--each` and `--each-account`, in the words of a person. */
import { meantSessions } from '../command-line/meant-sessions.ts'
import type { Context } from '../context/context.ts'
import { allAssignments } from '../credentials/identity-center/discover.ts'
import { wordOf } from '../credentials/identity-center/sso-session.ts'
import { choiceOf } from '../credentials/target/choice.ts'
import { accountsWithRole, type Selected, selected } from '../credentials/target/selection.ts'
import { aliasNamed } from '../settings/settings.ts'

export type TypedTargets = {
  /** `--each`, as often as it is given. */
  readonly lists: readonly string[]
  /** `--each-account`. */
  readonly roleName: string | undefined
  readonly from: string | undefined
}

export async function selectedTargets(
  context: Context,
  { lists, roleName, from }: TypedTargets,
): Promise<readonly Selected[]> {
  const { settings } = await context.settings
  const isName = (word: string) => aliasNamed(settings, word) !== undefined || context.profiles.get(word) !== undefined
  const listed = lists.length === 0 ? [] : selected(lists, choiceOf(context, settings), isName)
  return roleName === undefined ? listed : [...listed, ...(await allAccounts(context, roleName, from))]
}

/** Asks AWS, unless it was asked within a day. */
async function allAccounts(context: Context, roleName: string, from: string | undefined): Promise<readonly Selected[]> {
  const sessions = meantSessions(context, from, ['exec', '--each-account', roleName, '--from'])
  const accounts = []
  for (const session of sessions) {
    const assignments = await allAssignments(context, session)
    accounts.push(...assignments.accounts.map(account => ({ ...account, from: wordOf(session) })))
  }
  return accountsWithRole(accounts, roleName)
}
