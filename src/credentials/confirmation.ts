/**
 * Accounts that must not be hit by mistake (`confirm` in the settings): the user types the account's name on the
 * terminal before awsenv hands out credentials of a role there, cached ones too. Only the final role is guarded: a
 * role of such an account in the middle of a chain is not.
 */

import type { Context } from '../context/context.ts'
import { AwsenvError, ExitCode, misused } from '../errors.ts'
import { accountIdIn } from '../model/arn.ts'
import { duration } from '../model/duration.ts'
import { type Account, accountOf } from '../settings/settings.ts'
import { entryName, entryOf, KINDS, rememberedValue } from '../vault/sessions/entries.ts'
import type { SessionRequest } from './session/request.ts'

export type ConfirmedRole = { readonly accountId: string; readonly roleName: string }

/** @throws AwsenvError if the role's account needs a confirmation and doesn't get it. */
export async function confirmRole(
  context: Context,
  { accountId, roleName }: ConfirmedRole,
  request: SessionRequest,
): Promise<void> {
  const { settings } = await context.settings
  const account = accountOf(settings, accountId)
  if (!account.confirm || request.confirmed?.has(accountId)) return
  const name = account.name ?? accountId
  if (request.confirmation === 'yes') return checkYes(account, accountId)
  if (request.confirmation === 'recent') return checkRecent(context, accountId, name)
  checkTerminal(context, account, name)
  const typed = context.terminal.ask(`To confirm ${shownRole(account, accountId, roleName)}, type the account's name: `)
  // Never shown: somebody may have typed a code or a password here.
  if (!isNamed(typed?.trim() ?? '', name))
    throw new AwsenvError(`this is not the name of account "${name}": nothing has changed`)
  await remember(context, [accountId])
}

/** Asks about all of them in one question. Gives the accounts that need no further one for this call. */
export async function confirmRoles(
  context: Context,
  roles: readonly ConfirmedRole[],
  request: SessionRequest,
): Promise<ReadonlySet<string>> {
  const { settings } = await context.settings
  const guarded = roles.filter(({ accountId }) => accountOf(settings, accountId).confirm)
  const ids = [...new Set(guarded.map(({ accountId }) => accountId))]
  if (ids.length < 2 || request.confirmation !== undefined) {
    for (const role of guarded.filter(isFirstOfAccount)) await confirmRole(context, role, request)
    return new Set(ids)
  }
  const nameOf = (accountId: string) => accountOf(settings, accountId).name ?? accountId
  for (const id of ids) checkTerminal(context, accountOf(settings, id), nameOf(id))
  const list = guarded.map(
    ({ accountId, roleName }) => `  ${shownRole(accountOf(settings, accountId), accountId, roleName)}\n`,
  )
  const typed = context.terminal.ask(
    `These roles need a confirmation:\n${list.join('')}Type the names of the ${ids.length} accounts, separated by spaces: `,
  )
  const words = (typed ?? '').split(/[\s,]+/).filter(word => word !== '')
  const missing = ids.map(nameOf).filter(name => !words.some(word => isNamed(word, name)))
  if (missing.length > 0 || words.length > ids.length) {
    const all = missing.map(name => `"${name}"`).join(', ')
    throw new AwsenvError(
      missing.length > 0 ? `not confirmed: ${all}. Nothing was run` : 'these are not the names: nothing was run',
    )
  }
  await remember(context, ids)
  return new Set(ids)
}

function isFirstOfAccount({ accountId }: ConfirmedRole, index: number, all: readonly ConfirmedRole[]): boolean {
  return all.findIndex(other => other.accountId === accountId) === index
}

function shownRole({ name }: Account, accountId: string, roleName: string): string {
  return `${roleName} in account ${name === undefined ? accountId : `${name} (${accountId})`}`
}

/** The name, or the digits of an account without one. */
function isNamed(word: string, name: string): boolean {
  return word.normalize() === name.normalize() || accountIdIn(word) === name
}

function checkTerminal({ terminal }: Context, { allow_yes }: Account, name: string): void {
  if (terminal.isPresent()) return
  throw new AwsenvError(
    `account "${name}" needs its name typed as a confirmation, and there is no terminal to ask on`,
    {
      hint: `run it on a terminal${allow_yes ? ', or with --yes' : ''}`,
      exitCode: ExitCode.cannotAsk,
    },
  )
}

async function remember({ vault, now }: Context, accountIds: readonly string[]): Promise<void> {
  const entry = entryOf('confirmation', null, now())
  await vault.update(entries => {
    for (const accountId of accountIds) entries.set(entryName('confirmation', accountId), entry)
  })
}

function checkYes({ name, allow_yes }: Account, accountId: string): void {
  if (allow_yes) return
  throw misused(
    `--yes is not enough for account "${name ?? accountId}": a person must type its name`,
    `leave out --yes, or allow it: awsenv config set accounts.${accountId}.allow_yes true`,
  )
}

function checkRecent({ vault }: Context, accountId: string, name: string): void {
  if (rememberedValue(vault, 'confirmation', accountId) !== undefined) return
  throw new AwsenvError(
    `account "${name}" has not been confirmed within the last ${duration(KINDS.confirmation.life)}`,
    {
      hint: vault.persistent
        ? 'assume one of its roles on a terminal, and try again'
        : "without a session cache, awsenv can't remember the confirmation: use awsenv exec or awsenv assume instead",
      exitCode: ExitCode.cannotAsk,
    },
  )
}
