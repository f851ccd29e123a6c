/** Long-term keys, sealed on disk. An entry's name is a profile's name. */
import { AwsenvError } from '../../errors.ts'
import type { Secret } from '../../model/secret.ts'

/** The facts about a key, none of them secret. */
export type KeyFacts = {
  readonly accessKeyId: string
  /** The MFA device, if the vault knows it. The profile's own `mfa_serial` beats it. */
  readonly mfa_serial?: string | undefined
  /** When it was stored, in epoch seconds. */
  readonly created?: number | undefined
}

export type StoredKey = KeyFacts & { readonly secretAccessKey: Secret }

/**
 * Each method throws a VaultError, and changes nothing, if keys.vault can't be used. Methods that need
 * secrets may ask the person for the passphrase, or wait for the keychain.
 */
export interface KeyVault {
  /** Where the file is, or would be. */
  readonly path: string
  /** The names of all entries, sorted; none without a vault. They are in clear, so nobody is asked. */
  names(): readonly string[]
  /** The store that seals it; undefined without a vault. */
  store(): string | undefined
  /** The facts about each key. The session vault remembers them, so this vault is rarely opened. */
  list(): Promise<ReadonlyMap<string, KeyFacts>>
  get(name: string): Promise<StoredKey | undefined>
  /**
   * Puts a key in the place of `before` (undefined: no key of that name). The first key makes the vault and
   * chooses its store. @throws AwsenvError if another key has that name by then.
   */
  put(name: string, key: StoredKey, before?: StoredKey): Promise<void>
  /** Removes the key `before`, after the same comparison. */
  remove(name: string, before: StoredKey | undefined): Promise<void>
  /** The same vault for when nobody can be asked: a question becomes an error with the exit code "cannot ask". */
  unattended(): KeyVault
}

type Plain = { readonly accessKeyId: string; readonly secretAccessKey: string }

/** @throws AwsenvError unless the entry is the one that somebody saw before they decided to change it. */
export function checkUnchanged(name: string, found: Plain | undefined, before: StoredKey | undefined): void {
  if (found?.accessKeyId === before?.accessKeyId && found?.secretAccessKey === before?.secretAccessKey.reveal()) return
  throw changedMeanwhile(name)
}

export function changedMeanwhile(name: string): AwsenvError {
  return new AwsenvError(`another awsenv has just changed the key "${name}" in the vault`, {
    hint: 'look at awsenv keys list, and run the command again',
  })
}
