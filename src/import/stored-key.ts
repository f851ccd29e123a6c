/** Takes a key that another tool keeps into the vault. The tool keeps its copy. */
import { refreshNames } from '../completion/names-files.ts'
import type { Context } from '../context/context.ts'
import { checkLasting } from '../credentials/keys/given.ts'
import { checkEntryName, replacedBy, storeKey } from '../credentials/keys/store.ts'
import { ownerOf } from '../credentials/source/owner.ts'
import { tellNamed } from '../install/served-profiles.ts'
import { type AccessKey, shownAccessKeyId } from '../model/credentials.ts'
import { shellWord } from '../shells/posix.ts'
import type { Finding, TakeOptions } from './finding.ts'

export type StoredElsewhere = {
  readonly name: string
  readonly place: string
  /** The command that removes it there, once it is here. */
  readonly removal: string
  /** Known only where the place could be read without a question. */
  readonly accessKeyId?: string
  read(): Promise<AccessKey>
}

export async function storedKey(context: Context, stored: StoredElsewhere): Promise<Finding> {
  const { name, place, accessKeyId, removal } = stored
  const what = `the key "${name}"${accessKeyId === undefined ? '' : `, ${shownAccessKeyId({ accessKeyId })},`} in ${place}`
  if (!context.keys.names().includes(name)) {
    const plan = `copy it into awsenv's vault as "${name}"; then ${removal} removes it there`
    return { what, plan, key: name, take: options => take(context, stored, options) }
  }
  const known = (await context.keys.list()).get(name)?.accessKeyId
  if (accessKeyId === undefined || accessKeyId === known)
    return { what, key: name, plan: `awsenv's vault has "${name}" already; ${removal} removes it there` }
  return {
    what,
    key: name,
    plan: `awsenv's vault has another key "${name}": run awsenv keys add ${shellWord(name)} --replace`,
  }
}

async function take(context: Context, { name, read }: StoredElsewhere, { isOffline }: TakeOptions): Promise<void> {
  checkEntryName(name)
  const key = await read()
  checkLasting(key)
  const profile = context.profiles.get(name)
  const owner = isOffline ? undefined : await ownerOf(context, key, profile)
  const before = await replacedBy(context, name, key, false)
  const { mfa_serial } = before ?? {}
  const whose = owner === undefined ? '' : ` of ${owner.arn}`
  await storeKey(context, name, { ...key, mfa_serial, created: Math.floor(context.now() / 1000) }, before)
  context.say(`the key ${shownAccessKeyId(key)}${whose} is "${name}" in awsenv's vault`)
  await tellNamed(context, name, key)
  await refreshNames(context)
}
