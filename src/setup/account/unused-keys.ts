/** Keys that an interrupted setup may have left: their secret is nowhere, and nobody uses them. */
import type { ListedKey } from '../../aws/access-keys.ts'
import type { Context } from '../../context/context.ts'
import { AwsenvError } from '../../errors.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { clockTime } from '../../model/duration.ts'
import { type KeyPlan, MOST_KEYS } from '../plan/keys.ts'
import type { UserName } from '../policy/account-plan.ts'
import { type Consent, mayGo } from './consent.ts'
import type { ExaminedUser } from './examine.ts'

/** @throws AwsenvError if the user would have more keys than AWS allows. */
export function keysToDelete(
  context: Context,
  consent: Consent,
  { keys, name }: ExaminedUser,
  plan: KeyPlan<ListedKey>,
): readonly ListedKey[] {
  if (!plan.isMade) return []
  const gone = plan.unused.filter(key => mayGo(context, consent, key.accessKeyId, unusedKey(context, name, key)))
  for (const key of plan.unused.filter(one => !gone.includes(one)))
    context.say(`the unused key ${key.accessKeyId} stays: --confirm ${key.accessKeyId} deletes it`)
  if (keys.length - gone.length < MOST_KEYS) return gone
  const ids = keys.map(({ accessKeyId }) => shownAccessKeyId({ accessKeyId })).join(' and ')
  throw new AwsenvError(`there is no room for a new key: the user "${name.name}" has ${ids}, and AWS allows two`, {
    hint: "find out what uses them, and delete one; or put one that you have into awsenv's vault: awsenv keys add",
  })
}

function unusedKey(context: Context, { name }: UserName, key: ListedKey): string {
  const shown = `${shownAccessKeyId(key)} (made ${clockTime(key.created, context.now())}, never used)`
  return `The user "${name}" has a key ${shown} that isn't in awsenv's vault here. If an interrupted setup made it, its secret is nowhere. Delete ${key.accessKeyId}?`
}
