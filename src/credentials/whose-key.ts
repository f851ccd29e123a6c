/**
 * Whose key is sent for the roles of an account. `--from` says it, or the account's `from` in the settings, or the key
 * that got a role there before. Else the order of source.ts says it, unless the profiles give the account to another
 * client; and where that order leads to what nobody has named (see `isNamed`), only if there is no other key. Otherwise
 * the person is asked, once. Who has one key is never asked.
 */
import type { Context } from '../context.ts'
import { AwsenvError, ExitCode } from '../errors.ts'
import { environmentBefore } from './before.ts'
import { identityOf } from './identity.ts'
import { keptKey } from './kept-keys.ts'
import { claims, type KnownKey, knownKeys, ownAccount } from './known-keys.ts'
import { networkOf } from './network.ts'
import { isKeyed } from './on-demand.ts'
import { environmentKey } from './providers/environment.ts'
import { configuredRegion, stsRegion } from './region.ts'
import { findSource, type KeyedSource, type Source } from './source.ts'

/** `named` is `--from`, or the settings' word. @throws AwsenvError where there is no key, or a choice that nobody can make. */
export async function sourceFor(context: Context, accountId: string, named: string | undefined): Promise<Source> {
  const keys = named === undefined ? await knownKeys(context) : []
  if (keys.length < 2) return findSource(context, named)
  const kept = keptKey(context, accountId)
  const before = kept === undefined ? undefined : await sourceOf(context, kept)
  if (before !== undefined) return before
  const usual = await sourceOf(context, undefined)
  if (usual !== undefined && !isKeyed(usual)) return usual
  const claiming = keys.filter(key => claims(context, key, accountId))
  const fitting = claiming.length > 0 ? claiming : keys
  if (usual !== undefined && isNamed(context, usual)) {
    if (claiming.length === 0 || (await isOfOneClient(context, usual, claiming, accountId))) return usual
  }
  const [only, ...others] = fitting
  if (only === undefined || others.length > 0) return findSource(context, choose(context, accountId, fitting).from)
  context.debug(`account ${accountId} is known to be for the key of ${only.place}`)
  return findSource(context, only.from)
}

/** Whether the key is one of these, or its owner is in the same account as one of them, or in the wanted one. */
async function isOfOneClient(
  context: Context,
  { accessKey, base }: KeyedSource,
  claiming: readonly KnownKey[],
  accountId: string,
): Promise<boolean> {
  if (claiming.some(({ accessKeyId }) => accessKeyId === accessKey.accessKeyId)) return true
  context.aws.follow(networkOf([base], context.profiles))
  const region = stsRegion(context, configuredRegion(undefined, environmentBefore(context), [base]), undefined)
  const owner = await identityOf(context, accessKey, region)
  return owner.accountId === accountId || claiming.some(key => ownAccount(context, key) === owner.accountId)
}

/** A key that is not there any more is none to start from. */
async function sourceOf(context: Context, from: string | undefined): Promise<Source | undefined> {
  try {
    return await findSource(context, from)
  } catch (error) {
    if (error instanceof AwsenvError) return undefined
    throw error
  }
}

/**
 * For whatever account: by the environment that this shell began with, or by a login with it. By which key a role
 * of another account was got says nothing, and neither does [default] by itself.
 */
function isNamed(context: Context, { from }: Source): boolean {
  const before = environmentBefore(context)
  const profileName = before['AWS_PROFILE'] || before['AWS_DEFAULT_PROFILE']
  if (from === profileName || from === environmentKey(before)?.accessKeyId) return true
  return context.env['AWSENV_ROLE_ARN'] === undefined && from !== 'default'
}

function choose(context: Context, accountId: string, keys: readonly KnownKey[]): KnownKey {
  const places = keys.map(({ place }) => place)
  if (!context.terminal.isPresent()) {
    throw new AwsenvError(`it isn't known which key is for account ${accountId}: ${places.join(', or ')}`, {
      hint: `name it by --from, or for good: awsenv config set accounts.${accountId}.from PROFILE`,
      exitCode: ExitCode.cannotAsk,
    })
  }
  const list = places.map((place, index) => `  ${index + 1}  ${place}`).join('\n')
  const answer = context.terminal.ask(`Which key is for account ${accountId}?\n${list}\nNumber (1-${keys.length}): `)
  const key = keys[Number(answer?.trim()) - 1]
  if (key !== undefined) return key
  throw new AwsenvError('no key was chosen: nothing has changed', { hint: 'name it by --from PROFILE' })
}
