/** A store for the key of keys.vault. The vault's header names its store. */

import type { Secret } from '../../model/secret.ts'
import type { Header, StoreFields } from '../header.ts'
import { type MasterKey, masterKeyFrom, textOf } from '../master-key.ts'
import { VaultError } from '../vault-error.ts'
import type { Keychain } from './keychain.ts'
import { givenPassphrase, newPassphrase, type PassphrasePlace, sayIfWeak, withAskedPassphrase } from './passphrase.ts'
import { unwrap, wrap, wrappingIn } from './passphrase-seal.ts'

export const KEY_STORES = ['keychain', 'passphrase'] as const

export type KeyStoreName = (typeof KEY_STORES)[number]

export interface KeyStore {
  /** Stores a new key, and returns what the header needs to find it again. */
  keep(key: MasterKey): Promise<KeptFields>
  /** The key of the file with this header. */
  find(header: Header): Promise<MasterKey>
  /** For a key that seals nothing. */
  forget(key: MasterKey): void
}

export type KeptFields = StoreFields & { readonly store: KeyStoreName }

export function isKeyStoreName(name: string): name is KeyStoreName {
  return (KEY_STORES as readonly string[]).includes(name)
}

/** In the keychain, under the key's own name: two vaults, or two homes, never share one. */
export function keychainStore(keychain: Keychain): KeyStore {
  const accountOf = ({ kid }: { readonly kid: string }) => `keys.vault ${kid}`
  return {
    async keep(key) {
      keychain.set(accountOf(key), textOf(key))
      // a key that can't be read back would lose everything that it seals
      if (keychain.get(accountOf(key)) !== textOf(key))
        throw new VaultError('out of reach', 'the keychain does not give back what was put into it')
      return { store: 'keychain' }
    },
    async find(header) {
      const text = keychain.get(accountOf(header))
      if (text === undefined)
        throw new VaultError('key missing', `the keychain no longer has its key, "awsenv" "${accountOf(header)}"`)
      return masterKeyFrom(text)
    },
    forget: key => keychain.remove(accountOf(key)),
  }
}

export interface PassphraseStore extends KeyStore {
  /** Whether a person would be asked, because no file or descriptor has the passphrase. */
  isAsking(): boolean
}

/** In the header itself, wrapped by a passphrase that only a person knows. */
export function passphraseStore(place: PassphrasePlace, path: string): PassphraseStore {
  // a descriptor can be read once
  let given: { readonly passphrase: Secret | undefined } | undefined
  const givenOnce = () => {
    given ??= { passphrase: givenPassphrase(place) }
    return given.passphrase
  }
  return {
    async keep(key) {
      const passphrase = givenOnce()
      if (passphrase !== undefined) sayIfWeak(place, passphrase)
      const wrapping = await wrap(key, passphrase ?? (await newPassphrase(place, path)))
      return { store: 'passphrase', ...wrapping }
    },
    async find(header) {
      // checked before the question, whose answer would be in vain
      wrappingIn(header)
      const passphrase = givenOnce()
      if (passphrase !== undefined) return unwrap(header, passphrase)
      return withAskedPassphrase(place, path, typed => unwrap(header, typed))
    },
    forget() {},
    isAsking: () => givenOnce() === undefined,
  }
}
