/** The keys that seal vaults: 32 random bytes each, named by what says nothing about them. */
import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { VaultError } from './vault-error.ts'

export type MasterKey = {
  /** A KeyObject, since a printed one does not show its bytes. */
  readonly masterKey: KeyObject
  /** The key's name: 16 hexadecimal digits. */
  readonly kid: string
}

export function newMasterKey(): MasterKey {
  return masterKeyOf(randomBytes(KEY_LENGTH))
}

/** Throws a VaultError ("key missing") where the bytes are no key. */
export function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.length !== KEY_LENGTH) throw notAKey()
  return { masterKey: createSecretKey(bytes), kid: kidOf(bytes) }
}

/** The form in which a keychain holds it, since not every keychain takes bytes: base64url, without padding. */
export function textOf({ masterKey }: MasterKey): string {
  return masterKey.export().toString('base64url')
}

/** Throws a VaultError ("key missing") for any text that `textOf` does not give. */
export function masterKeyFrom(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw notAKey()
  return masterKeyOf(bytes)
}

/** Hashed under a name of its own: the kid stands in clear in file names, and must say nothing about the key. */
function kidOf(key: Uint8Array): string {
  return createHash('sha256').update('awsenv/v1/kid').update(key).digest('hex').slice(0, 16)
}

function notAKey(): VaultError {
  return new VaultError('key missing', 'what lies in the place of the key is not a key')
}

export const KEY_LENGTH = 32
