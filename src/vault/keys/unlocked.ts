/**
 * What the session vault remembers of keys.vault: what is told of the keys, for as long as it is the same file, and
 * for a quarter of an hour the key that a passphrase has unlocked, so that it is typed once for a piece of work and not
 * for each command. Both are sealed by the sessions' key, which is in no file on a disk; `clear --all` forgets the latter.
 */

import { type MasterKey, masterKeyFrom, textOf } from '../master-key.ts'
import type { JsonValue, Vault } from '../sessions/session-vault.ts'
import type { KeyHeader } from './key-file.ts'
import type { KeyFacts } from './key-vault.ts'

/** The key of that name, if a passphrase has just unlocked it. */
export function unlockedKey(sessions: Vault, kid: string): MasterKey | undefined {
  const text = sessions.get(unlockedName(kid))?.value
  return typeof text === 'string' ? masterKeyFrom(text) : undefined
}

export async function rememberUnlocked(sessions: Vault, key: MasterKey, now: number): Promise<void> {
  const entry = { value: textOf(key), expires: now / 1000 + UNLOCKED_KEPT }
  await sessions.update(entries => void entries.set(unlockedName(key.kid), entry))
}

/** What is told of the keys in the file with this header; undefined where it is another one than was opened. */
export function rememberedFacts(sessions: Vault, { kid, id }: KeyHeader): ReadonlyMap<string, KeyFacts> | undefined {
  const remembered = sessions.get(factsName(kid))?.value as { id: string; facts: [string, KeyFacts][] } | undefined
  return remembered?.id === id ? new Map(remembered.facts) : undefined
}

export async function rememberFacts(
  sessions: Vault,
  { kid, id }: KeyHeader,
  facts: ReadonlyMap<string, KeyFacts>,
  now: number,
): Promise<void> {
  // as JSON has it: what is undefined is left out
  const value = JSON.parse(JSON.stringify({ id, facts: [...facts] })) as JsonValue
  await sessions.update(entries => void entries.set(factsName(kid), { value, expires: now / 1000 + FACTS_KEPT }))
}

const unlockedName = (kid: string) => `unlocked-${kid}`
const factsName = (kid: string) => `keys-${kid}`

/** In seconds. */
const UNLOCKED_KEPT = 900

/** In seconds: 30 days; the key of the sessions rarely lives as long. */
const FACTS_KEPT = 30 * 86_400
