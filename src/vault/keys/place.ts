import type { Environment } from '../../model/environment.ts'
import type { Vault } from '../sessions/vault.ts'
import type { Keychain } from '../stores/keychain.ts'
import type { Asker } from '../stores/passphrase.ts'

/** What the vault of the keys needs of the world around it. */
export type KeyVaultPlace = {
  readonly directory: string
  readonly env: Environment
  /** Undefined on Windows. */
  readonly uid: number | undefined
  /** What the settings say, where AWSENV_KEYSTORE says nothing. */
  readonly keystore: () => Promise<string | undefined>
  /** `mayAsk`: whether a window of its own may wait for somebody. */
  readonly keychain: (options: { readonly mayAsk: boolean }) => Keychain
  readonly asker: Asker
  readonly sessions: () => Vault
  /** In epoch milliseconds. */
  readonly now: () => number
  readonly say: (message: string) => void
}
