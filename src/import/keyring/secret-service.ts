/**
 * The keys that the keyring library keeps in the keychain of a Linux desktop. All of its collections have one attribute,
 * `profile`, so a search needs a name. https://github.com/99designs/keyring/blob/v1.2.2/secretservice.go
 */
import { existsSync } from 'node:fs'
import type { Context } from '../../context/context.ts'
import { shellWord } from '../../shells/posix.ts'
import { sessionBusAddress } from '../../vault/stores/session-bus.ts'
import { type Item, itemIn } from './item.ts'

/** The long-term keys of these names, of whatever tool. Locked ones are found once their collection is unlocked. */
export async function keychainItems(context: Context, names: readonly string[]): Promise<readonly Item[]> {
  const { env, isWindows } = context
  const DBUS_SESSION_BUS_ADDRESS = isWindows ? undefined : sessionBusAddress(env, existsSync)
  if (DBUS_SESSION_BUS_ADDRESS === undefined || names.length === 0) return []
  const items: Item[] = []
  for (let first = 0; first < names.length; first += AT_ONCE) {
    const words = names.slice(first, first + AT_ONCE).map(shellWord)
    const found = await context.runCommandLine(
      `for name in ${words.join(' ')}; do secret-tool search --all profile "$name"; done 2>/dev/null || :`,
      { name: 'secret-tool', hint: 'it searches the keychain', env: { ...env, DBUS_SESSION_BUS_ADDRESS } },
    )
    items.push(...itemsIn(found))
  }
  return items
}

/** Other programs have items with such an attribute too: only a long-term key is meant. */
function itemsIn(found: string): readonly Item[] {
  return [...found.matchAll(/^secret = (\{.*\})$/gm)].flatMap(([, text = '']) => {
    try {
      const item = itemIn(text, 'the item')
      return item.accessKey.sessionToken === undefined ? [item] : []
    } catch {
      return []
    }
  })
}

/** The output of a command line is limited. */
const AT_ONCE = 20
