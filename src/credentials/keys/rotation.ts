/**
 * Replaces a long-term key of the vault. At every moment the vault has a working key: the new one
 * is stored and proven before the old one is deactivated, and the old one stays until it is deleted. The journal is
 * the vault itself (entry-names.ts), so a rotation that a kill or a power failure interrupts goes on from where it was:
 *
 *     NAME  (new)  (old)
 *     A     -      -      not begun, or ended
 *     A     A      -      begun: IAM may have made a new key whose secret never arrived
 *     A     B      -      made and stored: to be proven
 *     A     B      A      proven
 *     B     B      A      in use
 *     B     -      A      the old key has yet to be deactivated and deleted
 */
import { deleteAccessKey, setAccessKeyActive } from '../../aws/access-keys.ts'
import { AwsFailure } from '../../aws/failure/aws-failure.ts'
import { getCallerIdentity } from '../../aws/sts.ts'
import type { Context } from '../../context/context.ts'
import { untilKnown } from '../../context/until-known.ts'
import { AwsenvError } from '../../errors.ts'
import { shownAccessKeyId } from '../../model/credentials.ts'
import { newName, oldName } from '../../vault/keys/entry-names.ts'
import type { StoredKey } from '../../vault/keys/key-vault.ts'
import { type KeyOwner, makeKey } from './rotation-make.ts'

/** @throws AwsenvError. The next call goes on from the state reached. */
export async function rotate(context: Context, name: string, owner: KeyOwner): Promise<void> {
  const { keys } = context
  const current = await keys.get(name)
  if (current === undefined) throw new AwsenvError(`there is no key "${name}" in awsenv's vault`)
  const next = await keys.get(newName(name))
  const old = await keys.get(oldName(name))
  const made = next ?? current
  // The same key twice: somebody has removed the new one from the vault, so the rotation starts again.
  if (old !== undefined && old.accessKeyId !== made.accessKeyId)
    return swap(context, name, { made, old }, { current, next }, owner)
  const isMade = next !== undefined && next.accessKeyId !== current.accessKeyId
  const fresh = isMade ? next : await makeKey(context, name, { current, begun: next }, owner)
  await prove(context, name, fresh, owner)
  await keys.put(oldName(name), current, old)
  return swap(context, name, { made: fresh, old: current }, { current, next: fresh }, owner)
}

type Pair = { readonly made: StoredKey; readonly old: StoredKey }

/** What the vault has under NAME and under "NAME (new)". */
type Found = { readonly current: StoredKey; readonly next: StoredKey | undefined }

async function swap(
  context: Context,
  name: string,
  { made, old }: Pair,
  { current, next }: Found,
  owner: KeyOwner,
): Promise<void> {
  const { keys } = context
  await keys.put(name, made, current)
  await keys.remove(newName(name), next)
  context.say(`"${name}" in awsenv's vault is the new key, ${shownAccessKeyId(made)}`)
  await retire(context, name, { made, old }, owner)
  await keys.remove(oldName(name), old)
}

/** Deactivated first, which can be undone, and deleted once the new key has worked without it. */
async function retire(context: Context, name: string, { made, old }: Pair, owner: KeyOwner): Promise<void> {
  const { transport } = context
  const { accessKeyId } = old
  const isThere = await unlessGone(
    owner.signed(caller => setAccessKeyActive(transport, caller, { accessKeyId, isActive: false })),
  )
  if (isThere) {
    context.say(`the old key, ${shownAccessKeyId(old)}, is switched off`)
    try {
      await prove(context, name, made, owner)
    } catch (error) {
      await owner.signed(caller => setAccessKeyActive(transport, caller, { accessKeyId, isActive: true }))
      await swapBack(context, name, { made, old })
      throw error
    }
    await unlessGone(owner.signed(caller => deleteAccessKey(transport, caller, accessKeyId)))
  }
  context.say(`the old key, ${shownAccessKeyId(old)}, is deleted`)
}

/** Follows the table from its last state back to that of a key not yet proven. */
async function swapBack({ keys, say }: Context, name: string, { made, old }: Pair): Promise<void> {
  await keys.put(newName(name), made)
  await keys.put(name, old, made)
  await keys.remove(oldName(name), old)
  say(`the old key, ${shownAccessKeyId(old)}, is switched on again, and "${name}" in awsenv's vault`)
}

/** Waits until AWS knows the key everywhere, usually about ten seconds. For a minute, "unknown" means "not yet". */
async function prove(context: Context, name: string, made: StoredKey, owner: KeyOwner): Promise<void> {
  const { network, arn } = await owner.identity()
  const isNotYet = (error: unknown) => error instanceof AwsFailure && error.kind === 'unknown key'
  const ask = () => getCallerIdentity(context.transport, { accessKey: made, network })
  try {
    const found = await untilKnown(context, ask, { isNotYet, waiting: 'waiting until AWS knows the new key' })
    if (found.arn === arn) return
    throw new AwsenvError(`the new key ${shownAccessKeyId(made)} is of "${found.arn}", not of "${arn}"`)
  } catch (error) {
    throw isNotYet(error) ? notTaken(name, made, error) : error
  }
}

/** Whether the key existed. */
async function unlessGone(call: Promise<void>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === 'no such key') return false
    throw error
  }
}

function notTaken(name: string, made: StoredKey, cause: unknown): AwsenvError {
  return new AwsenvError(`AWS doesn't accept the new key ${shownAccessKeyId(made)} after a minute`, {
    hint: `the old key still works; run awsenv keys rotate ${name} later to continue; if the new key is gone from IAM, first run awsenv keys remove "${newName(name)}"`,
    cause,
  })
}
