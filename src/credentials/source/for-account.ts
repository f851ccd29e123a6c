/**
 * Whose key is sent for the roles of an account. `--from` says it, or the account's `from` in the settings, or the key
 * that got a role there before. Else the order of find.ts says it, unless the profiles give the account to another
 * client; and where that order leads to what nobody has named (see `isNamed`), or to nothing, only if there is no other
 * key. Otherwise the person is asked, once. Who has one key is never asked.
 */
import type { Context } from '../../context/context.ts'
import { environmentKey } from '../environment/access-key.ts'
import { identityIfTold } from '../session/identity.ts'
import { keyOfBackup } from './backup.ts'
import { type Candidate, candidatesForAccount, candidatesOf, isKeyOf, ownAccount } from './candidates.ts'
import { findSource, seekSource, signedInProfile } from './find.ts'
import { profileIn } from './named.ts'
import { TOKEN_FILE } from './on-demand.ts'
import { networkToAsk } from './owner.ts'
import { rememberedKey } from './remembered.ts'
import { isKeyed, type Source } from './source.ts'
import { askWhichKey, type KeyQuestion } from './which-key.ts'

/** `hasChoice`: whether there are several keys; absent where nobody has looked. */
export type SourceForAccount = { readonly source: Source; readonly hasChoice?: boolean | undefined }

/** `named` is `--from`, or the settings' word. @throws AwsenvError where there is no key, or a choice that nobody can make. */
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
  // A profile that a person signs in to is somebody's, too.
  const isGuess = owning.length === 0 && signedInProfile(context) !== undefined
  if (only === undefined || (others.length === 0 && isGuess)) return findSource(context, undefined)
  if (others.length > 0)
    return findSource(context, askWhichKey(context, questionFor(accountId), [only, ...others]).from)
  context.debug(`account ${accountId} is taken to be for the key of ${only.place}`)
  return findSource(context, only.from)
}

/** Whether the key is one of these, or its owner is in the same account as one of them, or in the wanted one. */
async function isOfOneClient(
  context: Context,
  source: Source,
  owning: readonly Candidate[],
  accountId: string,
): Promise<boolean> {
  if (owning.some(key => isKeyOf(source, key))) return true
  // A program or a service is not asked for its key only to learn whose that is.
  if (!isKeyed(source)) return false
  const owner = await identityIfTold(context, {
    accessKey: source.accessKey,
    network: networkToAsk(context, source.base),
  })
  if (owner === undefined) return false
  return owner.accountId === accountId || owning.some(key => ownAccount(context, key) === owner.accountId)
}

/**
 * For whatever account: by the environment that this shell began with, or by a login with it. By which key a role
 * of another account was got says nothing, and neither does [default] by itself, or its key in the file's copy.
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
