import type { Environment } from '../../model/environment.ts'
import type { Vault } from '../sessions/vault.ts'
import type { Keychain } from '../stores/keychain.ts'
import type { Asker } from '../stores/passphrase.ts'

/** What the key vault needs from its surroundings. */
export type KeyVaultPlace = {
  readonly directory: string
  readonly env: Environment
  /** Undefined on Windows. */
  readonly uid: number | undefined
  /** The setting, unless AWSENV_KEYSTORE is set. */
  readonly keystore: () => Promise<string | undefined>
  /** `mayAsk`: whether the keychain may open a window and wait. */
  readonly keychain: (options: { readonly mayAsk: boolean }) => Keychain
  readonly asker: Asker
  readonly sessions: () => Vault
  /** In epoch milliseconds. */
  readonly now: () => number
  readonly say: (message: string) => void
}
