/** What a vault of sessions is opened with. */
import type { Environment } from '../../model/environment.ts'
import type { Keychain } from '../stores/keychain.ts'

export type VaultPlace = {
  readonly directory: string
  readonly env: Environment
  /** Undefined on Windows. */
  readonly uid: number | undefined
  /** Where the system keeps shared memory: /dev/shm. */
  readonly shm?: string
  /** Where it keeps files for the time of a login: /run/user. */
  readonly users?: string
  readonly keychain: () => Keychain
  /** In epoch milliseconds. */
  readonly now: () => number
  /** Seconds since the system started; nobody can turn them back. */
  readonly uptime?: () => number
  readonly warn: (message: string) => void
}
