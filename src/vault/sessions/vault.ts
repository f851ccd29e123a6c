import type { Waiting } from '../lock.ts'
import type { Entry } from '../payload.ts'
import type { ReadyFiles } from './ready-files.ts'
import type { Unreadable } from './session-file.ts'
import type { SessionKey } from './session-key.ts'

/** Values kept for a while, above all sessions (entries.ts). */
export interface Vault {
  /** Whether stored values outlive this process. */
  readonly persistent: boolean
  /** The place of the sealing key: the login's runtime directory, shared memory, or the keychain. */
  readonly store: SessionKey['store'] | undefined
  /** The unexpired value of a name. Takes no lock. */
  get(name: string): Entry | undefined
  list(): ReadonlyMap<string, Entry>
  /** Changes the entries as they are at that moment, without the expired ones. */
  update(change: (entries: Map<string, Entry>) => void): Promise<void>
  /** Removes expired entries from the disk. Never fails and never says anything. */
  eraseExpired(): Promise<void>
  /** Removes an unreadable file, and damaged ones that were set aside, so that nothing is left. */
  removeUnreadable(): Promise<readonly Unreadable[]>
  /** Where the session of a role may lie ready for the hooks; undefined where there is no such place, or no such session. */
  readyPlace(accessKeyId: string): ReadyPlace | undefined
  /**
   * Runs the task while no other process runs one of that name. A task that had to wait looks first at what the
   * previous one has stored. @throws VaultError when the deadline has passed: two minutes by default.
   */
  exclusively<T>(name: string, task: () => Promise<T>, waiting?: Waiting): Promise<T>
}

/** The files, the vault without which they say nothing, and the uptime at which the session is over. */
export type ReadyPlace = { readonly files: ReadyFiles; readonly vault: string; readonly until: number }
