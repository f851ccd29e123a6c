import type { Keychain } from '../../src/vault/stores/keychain.ts'
import { VaultError } from '../../src/vault/vault-error.ts'

/** What the processes of one machine share. */
export type FakeKeychain = {
  readonly items: Map<string, string>
  /** Why it can't be asked; undefined: it can. */
  refusal: string | undefined
  /** How often it was asked. */
  asked: number
}

export function fakeKeychain(): FakeKeychain {
  return { items: new Map(), refusal: undefined, asked: 0 }
}

export function keychainOf(fake: FakeKeychain): Keychain {
  const asked = () => {
    fake.asked++
    if (fake.refusal !== undefined) throw new VaultError('out of reach', fake.refusal)
    return fake.items
  }
  return {
    get: account => asked().get(account),
    set: (account, secret) => void asked().set(account, secret),
    remove: account => void asked().delete(account),
  }
}
