/** The keys that seal vaults: 32 random bytes, with a name that reveals nothing. */
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

/** @throws VaultError ("key missing") if the bytes are not a key. */
export function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.length !== KEY_LENGTH) throw notAKey()
  return { masterKey: createSecretKey(bytes), kid: kidOf(bytes) }
}

/** The key as text (base64url, no padding), since not every keychain stores bytes. */
export function textOf({ masterKey }: MasterKey): string {
  return masterKey.export().toString('base64url')
}

/** @throws VaultError ("key missing") for any text that `textOf` can't return. */
export function masterKeyFrom(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw notAKey()
  return masterKeyOf(bytes)
}

/** Hashed with its own label: the kid is in clear in file names and must reveal nothing about the key. */
function kidOf(key: Uint8Array): string {
  return createHash('sha256').update('awsenv/v1/kid').update(key).digest('hex').slice(0, 16)
}

function notAKey(): VaultError {
  return new VaultError('key missing', 'what lies in the place of the key is not a key')
}

export const KEY_LENGTH = 32
