/** Long-term keys, sealed on disk. An entry's name is a profile's name. */
import type { Secret } from '../../model/secret.ts'

/** What is told of a key: nothing of it is secret. */
export type KeyFacts = {
  readonly accessKeyId: string
  /** The MFA device, where the vault says so: the profile's own `mfa_serial` goes before it. */
  readonly mfa_serial?: string | undefined
  /** When it was put here, in epoch seconds. */
  readonly created?: number | undefined
}

export type StoredKey = KeyFacts & { readonly secretAccessKey: Secret }

/**
 * Each method throws a VaultError where there is a keys.vault that can't be used, and changes nothing then. What needs
 * the secrets may ask the person for the passphrase, or wait for the keychain.
 */
export interface KeyVault {
  /** Where the file is, or would be. */
  readonly path: string
  /** The names of all entries, sorted; none where there is no vault. They stand in clear: nobody is asked. */
  names(): readonly string[]
  /** What is told of each key. The session vault remembers it, so that few calls have to open this one. */
  list(): Promise<ReadonlyMap<string, KeyFacts>>
  get(name: string): Promise<StoredKey | undefined>
  /** Adds a key, or puts it in the place of the one of that name. The first one makes the vault, and chooses its store. */
  put(name: string, key: StoredKey): Promise<void>
  /** Whether there was one of that name. */
  remove(name: string): Promise<boolean>
  /** The same vault, for when nobody can be asked: what would be a question is an error with the exit code "cannot ask". */
  unattended(): KeyVault
}
