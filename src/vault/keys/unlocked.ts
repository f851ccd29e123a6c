/**
 * What the session vault remembers of keys.vault: the facts about the keys, as long as the file is the same, and
 * for a quarter of an hour the key that a passphrase has unlocked, so that a person types it once for a piece of work and not
 * for each command. Both are sealed by the sessions' key, which is on no disk; `clear --all` forgets the latter.
 */

import { type MasterKey, masterKeyFrom, textOf } from '../master-key.ts'
import { entryName, entryOf, rememberedValue } from '../sessions/entries.ts'
import type { Vault } from '../sessions/vault.ts'
import type { KeyHeader } from './key-file.ts'
import type { KeyFacts } from './key-vault.ts'

/** The key of that name, if a passphrase has just unlocked it. */
export function unlockedKey(sessions: Vault, kid: string): MasterKey | undefined {
  const text = rememberedValue(sessions, 'unlocked', kid)
  return text === undefined ? undefined : masterKeyFrom(text)
}

export async function rememberUnlocked(sessions: Vault, key: MasterKey, now: number): Promise<void> {
  const entry = entryOf('unlocked', textOf(key), now)
  await sessions.update(entries => void entries.set(entryName('unlocked', key.kid), entry))
}

/** The facts about the keys in the file with this header; undefined if another file was opened. */
export function rememberedFacts(sessions: Vault, { kid, id }: KeyHeader): ReadonlyMap<string, KeyFacts> | undefined {
  const remembered = rememberedValue(sessions, 'keys', kid)
  return remembered?.id === id ? new Map(remembered.facts as [string, KeyFacts][]) : undefined
}

export async function rememberFacts(
  sessions: Vault,
  { kid, id }: KeyHeader,
  facts: ReadonlyMap<string, KeyFacts>,
  now: number,
): Promise<void> {
  // as in JSON: undefined values are left out
  const entry = entryOf('keys', { id, facts: JSON.parse(JSON.stringify([...facts])) }, now)
  await sessions.update(entries => void entries.set(entryName('keys', kid), entry))
}
