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

/** @throws AwsenvError if the role's account needs a confirmation and doesn't get it. */
export async function confirmRole(
  context: Context,
  { accountId, roleName }: { readonly accountId: string; readonly roleName: string },
  request: SessionRequest,
): Promise<void> {
  const { settings } = await context.settings
  const account = accountOf(settings, accountId)
  if (!account.confirm) return
  const name = account.name ?? accountId
  if (request.confirmation === 'yes') return checkYes(account, accountId)
  if (request.confirmation === 'recent') return checkRecent(context, accountId, name)
  if (!context.terminal.isPresent()) {
    throw new AwsenvError(
      `account "${name}" needs its name typed as a confirmation, and there is no terminal to ask on`,
      {
        hint: `run it on a terminal${account.allow_yes ? ', or with --yes' : ''}`,
        exitCode: ExitCode.cannotAsk,
      },
    )
  }
  const shown = account.name === undefined ? accountId : `${name} (${accountId})`
  const typed = context.terminal.ask(`${roleName} in account ${shown} is to be confirmed. The account's name: `)
  // Never shown: somebody may have typed a code or a password here.
  const word = typed?.trim().normalize() ?? ''
  if (word !== name.normalize() && accountIdIn(word) !== name)
    throw new AwsenvError(`this is not the name of account "${name}": nothing has changed`)
  const entry = entryOf('confirmation', null, context.now())
  await context.vault.update(entries => void entries.set(entryName('confirmation', accountId), entry))
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
