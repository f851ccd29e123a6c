/** Stores a key in the vault. If that fails, nothing has changed. */
import type { Context } from '../../context/context.ts'
import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import { type AccessKey, shownAccessKeyId } from '../../model/credentials.ts'
import { confirm } from '../../terminal/confirm.ts'
import { inRotation, isRotationName } from '../../vault/keys/entry-names.ts'
import type { StoredKey } from '../../vault/keys/key-vault.ts'

/** @throws AwsenvError for a name that no profile of the shared files can have, or that a rotation needs. */
export function checkEntryName(name: string): void {
  if (/^[^\p{Cc}[\]]{1,128}$/u.test(name) && name.trim() === name && !isRotationName(name)) return
  throw misused(`"${name}" is not a valid name for a key`, 'a key has the name of its profile, such as "work"')
}

/** @throws AwsenvError if a rotation is unfinished: only `keys rotate` can go on then. */
export function checkNoRotation(names: readonly string[], name: string): void {
  if (!inRotation(names).includes(name)) return
  throw new AwsenvError(`the rotation of "${name}" isn't finished`, { hint: `run: awsenv keys rotate ${name}` })
}

/** The key to replace, if any. Another key of that name is given up only with consent. */
export async function replacedBy(
  context: Context,
  name: string,
  key: AccessKey,
  mayReplace: boolean,
): Promise<StoredKey | undefined> {
  const names = context.keys.names()
  if (!names.includes(name)) return undefined
  checkNoRotation(names, name)
  const known = await context.keys.get(name)
  if (known === undefined || isSame(known, key)) return known
  const [old, given] = [known, key].map(shownAccessKeyId)
  const other = known.accessKeyId === key.accessKeyId ? `${old} with another secret` : `another key, ${old}`
  if (mayReplace) {
    context.say(`"${name}" in awsenv's vault is ${other}: it is replaced`)
    return known
  }
  if (!context.terminal.isPresent()) {
    throw new AwsenvError(`"${name}" in awsenv's vault is ${other}`, {
      hint: `--replace puts ${given} in its place; awsenv keys rotate makes a new key instead`,
      exitCode: ExitCode.cannotAsk,
    })
  }
  const question = `"${name}" in awsenv's vault is ${other}, which is lost then: put ${given} in its place?`
  if (!confirm(context, question, 'no')) throw new AwsenvError('the key was not replaced: nothing has changed')
  return known
}

/** Stores it in the place of `before`, and reads it back. */
export async function storeKey(
  { keys }: Context,
  name: string,
  key: StoredKey,
  before: StoredKey | undefined,
): Promise<void> {
  await keys.put(name, key, before)
  const back = await keys.get(name)
  if (back !== undefined && isSame(back, key)) return
  throw new AwsenvError(`awsenv's vault doesn't return the key "${name}" that was just stored`, {
    hint: `look at "${keys.path}"; nothing else has changed`,
  })
}

function isSame(one: AccessKey, other: AccessKey): boolean {
  return one.accessKeyId === other.accessKeyId && one.secretAccessKey.reveal() === other.secretAccessKey.reveal()
}
