/**
 * Whose key assumes the roles of an account. `--from` decides, or the account's `from` in the settings, or the key
 * that got a role there before. Else the order of find.ts decides, unless the profiles give the account to another
 * client. If that order ends at a key that nobody named (see `isNamed`), or at none, it decides only if there is no other
 * key. Otherwise the person is asked, once. A person with one key is never asked.
 */
import type { Context } from '../../context/context.ts'
import { environmentKey } from '../environment/access-key.ts'
import { identityIfTold } from '../session/identity.ts'
import { keyOfBackup } from './backup.ts'
import { type Candidate, candidatesForAccount, candidatesOf, isKeyOf, ownAccount } from './candidates.ts'
import { findSource, seekSource } from './find.ts'
import { profileIn } from './named.ts'
import { TOKEN_FILE } from './on-demand.ts'
import { networkToAsk } from './owner.ts'
import { rememberedKey } from './remembered.ts'
import type { Source } from './source.ts'
import { askWhichKey, type KeyQuestion } from './which-key.ts'

/** `hasChoice`: whether there are several keys; absent if nobody has looked. */
export type SourceForAccount = { readonly source: Source; readonly hasChoice?: boolean | undefined }

/** `named` is `--from`, or the settings' `from`. @throws AwsenvError if there is no key, or a choice and nobody to ask. */
export async function sourceForAccount(
  context: Context,
  accountId: string,
  named: string | undefined,
): Promise<SourceForAccount> {
  if (named !== undefined) return { source: await findSource(context, named) }
  const usual = await seekSource(context, undefined)
  const keys = await candidatesOf(context, usual)
  const hasChoice = keys.length > 1
  if (usual !== undefined && !hasChoice) return { source: usual, hasChoice }
  return { source: await chosenSource(context, accountId, usual, keys), hasChoice }
}

async function chosenSource(
  context: Context,
  accountId: string,
  usual: Source | undefined,
  keys: readonly Candidate[],
): Promise<Source> {
  const from = keys.length < 2 ? undefined : rememberedKey(context, accountId)
  const remembered = from === undefined ? undefined : await seekSource(context, from)
  if (remembered !== undefined) return remembered
  const owning = candidatesForAccount(context, keys, accountId)
  if (usual !== undefined && isNamed(context, usual)) {
    if (owning.length === 0 || (await isOfOneClient(context, usual, owning, accountId))) return usual
  }
  const [only, ...others] = owning.length > 0 ? owning : keys
  if (only === undefined) return findSource(context, undefined)
  if (others.length > 0)
    return findSource(context, askWhichKey(context, questionFor(accountId), [only, ...others]).from)
  context.debug(`account ${accountId} is taken to be for the key of ${only.place}`)
  return findSource(context, only.from)
}

/** Whether the key is one of these, or its account is that of one of them, or the wanted one. */
async function isOfOneClient(
  context: Context,
  source: Source,
  owning: readonly Candidate[],
  accountId: string,
): Promise<boolean> {
  if (owning.some(key => isKeyOf(source, key))) return true
  // No program or service is asked for a key only to learn its owner.
  if ('provider' in source) return false
  const owner = await identityIfTold(context, {
    accessKey: source.accessKey,
    network: networkToAsk(context, source.base),
  })
  if (owner === undefined) return false
  return owner.accountId === accountId || owning.some(key => ownAccount(context, key) === owner.accountId)
}

/**
 * Whether the key counts for any account: it comes from the environment this shell began with, or from a login with
 * it. A role of another account proves nothing, nor does [default] by itself, or its key in credentials.bk.
 */
function isNamed(context: Context, { from, isBackup }: Source): boolean {
  const before = context.environmentBefore
  const profileName = profileIn(before)
  const ofCopy = keyOfBackup(context, profileName)?.accessKey
  const named = [profileName, environmentKey(before)?.accessKeyId, ofCopy?.accessKeyId, TOKEN_FILE]
  if (named.includes(from)) return true
  return context.env['AWSENV_ROLE_ARN'] === undefined && from !== 'default' && !isBackup
}

function questionFor(accountId: string): KeyQuestion {
  return {
    question: `Which key is for account ${accountId}?`,
    unknown: `it isn't known which key is for account ${accountId}`,
    hint: `name it with --from, or for good: awsenv config set accounts.${accountId}.from PROFILE`,
    otherwise: 'name it with --from PROFILE',
  }
}
