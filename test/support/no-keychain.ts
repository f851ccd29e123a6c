import { type Keychain, systemKeychain } from '../../src/vault/stores/keychain.ts'

/** The keychain of a machine without a session bus: it can't be asked. */
export const noKeychain: Keychain = systemKeychain({ env: {}, platform: 'linux', command: [], mayAsk: false })
