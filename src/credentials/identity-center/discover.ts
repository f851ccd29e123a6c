/** Asks AWS which accounts and roles a session of IAM Identity Center gives. */

import { AwsFailure, isCalled } from '../../aws/failure/aws-failure.ts'
import { listAccountRoles, listAccounts, type PortalCaller } from '../../aws/sso.ts'
import type { Context } from '../../context/context.ts'
import { type AssignedAccount, type Assignments, readAssignments, writeAssignments } from './assignments.ts'
import { inParallel, type Judge, type Pace, paceOf } from './pace.ts'
import { type SsoSession, shownSession } from './sso-session.ts'
import { withPortalToken } from './token.ts'

export type Discovery = {
  /** Asks again if the list is older than so many seconds. */
  readonly newerThan?: number
  /** Milliseconds after which it stops with what it has, and without an error. */
  readonly patience?: number
}

/** All accounts with all their roles. @throws AwsenvError if AWS can't be asked, or nobody can sign in here */
export async function allAssignments(
  context: Context,
  session: SsoSession,
  { newerThan = A_DAY, patience }: Discovery = {},
): Promise<Assignments> {
  const known = readAssignments(context, session)
  const isNew = known !== undefined && isNewerThan(context, known, newerThan)
  if (isNew && isWhole(known)) return known
  return withPortalToken(context, session, caller => ask(context, session, caller, { known, isNew, patience }))
}

async function ask(
  context: Context,
  session: SsoSession,
  caller: PortalCaller,
  {
    known,
    isNew,
    patience,
  }: { readonly known: Assignments | undefined; readonly isNew: boolean; readonly patience: number | undefined },
): Promise<Assignments> {
  const pace = paceOf(context, judge)
  const until = patience === undefined ? Number.POSITIVE_INFINITY : context.now() + patience
  const { since, accounts } = isNew && known !== undefined ? known : await listedAccounts(context, caller, pace, known)
  const byId = new Map(accounts.map(account => [account.accountId, account]))
  const unknown = accounts.filter(({ roles }) => !isNew || roles === undefined)
  if (unknown.length > MANY && patience === undefined)
    context.say(`listing the roles of ${unknown.length} accounts of ${shownSession(session)}, which takes a while`)
  try {
    await inParallel(unknown, async account => {
      if (context.now() >= until) return
      byId.set(account.accountId, await withRoles(context, caller, pace, account))
    })
  } finally {
    // What AWS has said is kept, whatever it says next.
    writeAssignments(context, session, { since, accounts: [...byId.values()] })
  }
  return { since, accounts: [...byId.values()] }
}

/** The accounts alone, which takes a request for each hundred. Roles that are known already stay. */
export async function assignedAccounts(context: Context, session: SsoSession): Promise<Assignments> {
  const listed = await withPortalToken(context, session, caller =>
    listedAccounts(context, caller, paceOf(context, judge), readAssignments(context, session)),
  )
  writeAssignments(context, session, listed)
  return listed
}

/** The roles of one account, asked anew. */
export async function assignedRoles(
  context: Context,
  session: SsoSession,
  accountId: string,
): Promise<readonly string[]> {
  const account = { accountId, accountName: accountId }
  const { roles = [] } = await withPortalToken(context, session, caller =>
    withRoles(context, caller, paceOf(context, judge), account),
  )
  const known = readAssignments(context, session)
  if (known !== undefined) {
    const accounts = known.accounts.map(one => (one.accountId === accountId ? { ...one, roles } : one))
    writeAssignments(context, session, { ...known, accounts })
  }
  return roles
}

async function listedAccounts(
  context: Context,
  caller: PortalCaller,
  pace: Pace,
  before: Assignments | undefined,
): Promise<Assignments> {
  const roles = new Map(before?.accounts.map(one => [one.accountId, one.roles]))
  const listed = await listAccounts(context.transport, caller, pace)
  const accounts = listed.map(account => ({ ...account, roles: roles.get(account.accountId) }))
  return { since: Math.floor(context.now() / 1000), accounts: accounts.sort(byName()) }
}

async function withRoles(
  context: Context,
  caller: PortalCaller,
  pace: Pace,
  { accountId, accountName }: AssignedAccount,
): Promise<AssignedAccount> {
  const roles = await listAccountRoles(context.transport, caller, accountId, pace)
  return { accountId, accountName, roles: [...roles].sort() }
}

const judge: Judge = error => {
  if (!(error instanceof AwsFailure)) return undefined
  if (isCalled(error, /^TooManyRequests/)) return 'too many'
  return error.kind === 'other' ? 'again' : undefined
}

function isNewerThan(context: Context, { since }: Assignments, seconds: number): boolean {
  const age = context.now() / 1000 - since
  return age >= 0 && age < seconds
}

function isWhole({ accounts }: Assignments): boolean {
  return accounts.every(({ roles }) => roles !== undefined)
}

/** `Account 9` goes before `Account 10`. */
function byName(): (one: AssignedAccount, other: AssignedAccount) => number {
  // Not at the module's start: it takes 20 ms, a fifth of a cached assume.
  const order = new Intl.Collator('en', { numeric: true })
  return (one, other) =>
    order.compare(one.accountName, other.accountName) || order.compare(one.accountId, other.accountId)
}

/** In seconds. */
const A_DAY = 86_400
/** So many take longer than a person expects. */
const MANY = 20
