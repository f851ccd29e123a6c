/** Long-term keys, sealed on disk. An entry's name is a profile's name. */
import { AwsenvError } from '../../errors.ts'
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
  /**
   * Puts a key in the place of `before`; undefined: there is none of that name. The first one makes the vault, and
   * chooses its store. @throws AwsenvError where another key has that name by then.
   */
  put(name: string, key: StoredKey, before?: StoredKey): Promise<void>
  /** Takes out the key `before`, with the same comparison. */
  remove(name: string, before: StoredKey | undefined): Promise<void>
  /** The same vault, for when nobody can be asked: what would be a question is an error with the exit code "cannot ask". */
  unattended(): KeyVault
}

type Plain = { readonly accessKeyId: string; readonly secretAccessKey: string }

/** @throws AwsenvError unless an entry is the one that somebody looked at before they decided to change it. */
export function checkUnchanged(name: string, found: Plain | undefined, before: StoredKey | undefined): void {
  if (found?.accessKeyId === before?.accessKeyId && found?.secretAccessKey === before?.secretAccessKey.reveal()) return
  throw changedMeanwhile(name)
}

export function changedMeanwhile(name: string): AwsenvError {
  return new AwsenvError(`another awsenv has just changed the key "${name}" in the vault`, {
    hint: 'look at awsenv keys list, and run the command again',
  })
}
