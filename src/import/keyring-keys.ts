/** The keys that a tool keeps with Go's keyring library: in a folder of encrypted files, or in the keychain. */
import type { Context } from '../context/context.ts'
import { shellWord } from '../shells/posix.ts'
import type { Finding } from './finding.ts'
import { keyFolder } from './keyring/folder.ts'
import type { Item } from './keyring/item.ts'
import { keychainItems } from './keyring/secret-service.ts'
import { profilesWithOwnKey } from './own-key.ts'
import { storedKey } from './stored-key.ts'

export type KeyFolderOfTool = {
  readonly path: string
  /** The passphrase, if the environment has it. */
  readonly given?: string | undefined
  /** The command that removes a key there; its name follows. */
  readonly removal: string
  /** Whether an entry of this name is a session, which is left to end. */
  isSession(name: string): boolean
}

export async function keysInFolder(
  context: Context,
  { path, given, removal, isSession }: KeyFolderOfTool,
): Promise<readonly Finding[]> {
  const folder = keyFolder(context, path, given)
  const count = folder.names.filter(isSession).length
  const keys = folder.names
    .filter(name => !isSession(name))
    .map(name =>
      storedKey(context, {
        ...{ name, place: `"${path}"`, removal: `${removal} ${shellWord(name)}` },
        read: async () => (await folder.open(name)).accessKey,
      }),
    )
  const sessions = `${count} cached ${count === 1 ? 'session' : 'sessions'} in "${path}"`
  const left = { what: sessions, plan: 'nothing to do: a session ends by itself' }
  return [...(await Promise.all(keys)), ...(count > 0 ? [left] : [])]
}

export async function keysInKeychain(
  context: Context,
  { tool, removal, isOwn }: { tool: string; removal: string; isOwn: (item: Item) => boolean },
): Promise<readonly Finding[]> {
  const items = await keychainItems(context, profilesWithOwnKey(context))
  return Promise.all(
    items.filter(isOwn).map(({ name, accessKey }) =>
      storedKey(context, {
        ...{ name, place: `${tool}'s keychain`, removal: `${removal} ${shellWord(name)}` },
        ...{ accessKeyId: accessKey.accessKeyId, read: async () => accessKey },
      }),
    ),
  )
}
