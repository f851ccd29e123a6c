import type { Waiting } from '../lock.ts'
import type { Entry } from '../payload.ts'
import type { Unreadable } from './session-file.ts'
import type { SessionKey } from './session-key.ts'

/** What is remembered for a while: sessions above all (entries.ts). */
export interface Vault {
  /** Whether what is stored here outlives this process. */
  readonly persistent: boolean
  /** Where the key lies that seals what outlives this process: the runtime directory of the login, shared memory, the keychain. */
  readonly store: SessionKey['store'] | undefined
  /** What is remembered under a name and has not expired. Takes no lock. */
  get(name: string): Entry | undefined
  list(): ReadonlyMap<string, Entry>
  /** Makes a change to the entries as they are at that moment. The expired ones go. */
  update(change: (entries: Map<string, Entry>) => void): Promise<void>
  /** Takes off the disk what has expired: a housekeeping that never fails, and that says nothing. */
  eraseExpired(): Promise<void>
  /** Removes the file where it can't be read, and what was set aside as damaged: for who wants to have nothing left. */
  removeUnreadable(): Promise<readonly Unreadable[]>
  /**
   * Runs the task while no other process runs one of that name. Whoever had to wait looks again inside, at what the
   * one before has stored. Throws a VaultError when the deadline has passed: two minutes, if the caller names no other.
   */
  exclusively<T>(name: string, task: () => Promise<T>, waiting?: Waiting): Promise<T>
}
