import { join } from 'node:path'
import type { Header, StoreFields } from '../header.ts'
import { Locks } from '../locks.ts'
import type { MasterKey } from '../master-key.ts'
import { decodePayload, encodePayload, type Fields } from '../payload.ts'
import { makePrivateDirectory, readPrivateFile, writePrivateFile } from '../private-files.ts'
import { open, readHeader, seal } from '../seal.ts'
import { removeOlder } from '../sweep.ts'
import { Unchanged } from '../unchanged.ts'
import { VaultError } from '../vault-error.ts'

/** A key in the sealed content, with additions of later versions. */
export type KeyEntry = Fields & { readonly accessKeyId: string; readonly secretAccessKey: string }

export type KeyEntries = Map<string, KeyEntry>

/** What a file tells without its key. None of it is proven until the file is opened. */
export type KeyHeader = Header & { readonly names: readonly string[] }

/** keys.vault is precious: a file that can't be read or locked is never touched. */
export class KeyFile {
  readonly path: string
  readonly #directory: string
  readonly #uid: number | undefined
  /** Undefined if there is no file. Throws VaultError if it isn't safe to use. */
  readonly header: Unchanged<KeyHeader | undefined>

  constructor(directory: string, uid: number | undefined) {
    this.path = join(directory, 'keys.vault')
    this.#directory = directory
    this.#uid = uid
    this.header = new Unchanged(this.path, () => this.#read()?.header)
  }

  /** The entries, and their header. */
  open(key: MasterKey): { header: KeyHeader | undefined; entries: KeyEntries } {
    const file = this.#read()
    if (file === undefined) return { header: undefined, entries: new Map() }
    const { header, entries } = this.#opened(file.bytes, key)
    return { header, entries }
  }

  /**
   * Changes the entries under the lock, as they are at that moment. `fresh` is what a new file's header
   * says about the store of its key. Returns the new header; undefined, without a change, if the existing file
   * has another key.
   */
  async change(
    key: MasterKey,
    fresh: StoreFields,
    change: (entries: KeyEntries) => void,
  ): Promise<KeyHeader | undefined> {
    makePrivateDirectory(this.#directory, this.#uid)
    const lock = await new Locks(this.#directory, this.#uid).writeOrFail()
    try {
      const file = this.#read()
      if (file !== undefined && file.header.kid !== key.kid) return undefined
      const { header, entries, others } =
        file === undefined
          ? { header: { ...fresh, gen: 0 }, entries: new Map<string, KeyEntry>(), others: {} }
          : this.#opened(file.bytes, key)
      change(entries)
      const provenance = { ...header, gen: header.gen + 1, names: checkedNames(entries) }
      const bytes = seal(encodePayload({ entries, others }), { purpose: 'keys', ...key }, provenance)
      writePrivateFile(this.path, bytes, this.#uid)
      removeOlder(this.#directory, TEMPORARY, Date.now() - HOUR)
      return headerIn(bytes)
    } finally {
      lock.release()
    }
  }

  #read(): { bytes: Uint8Array; header: KeyHeader } | undefined {
    const bytes = readPrivateFile(this.path, this.#uid)
    return bytes && { bytes, header: this.#named(() => headerIn(bytes)) }
  }

  #opened(bytes: Uint8Array, key: MasterKey) {
    return this.#named(() => {
      const { payload } = open(bytes, { purpose: 'keys', ...key })
      return { header: headerIn(bytes), ...decodePayload(payload, isKeyEntry) }
    })
  }

  /** Turns a fault of the file's content into an error for its user. */
  refusal(error: unknown): unknown {
    if (!(error instanceof VaultError)) return error
    const { reason, message, hint = 'restore it from a backup, or move it away and add the keys anew' } = error
    return new VaultError(reason, `"${this.path}" can't be used: ${message}`, { hint, cause: error })
  }

  #named<T>(task: () => T): T {
    try {
      return task()
    } catch (error) {
      throw this.refusal(error)
    }
  }
}

function headerIn(bytes: Uint8Array): KeyHeader {
  const header = readHeader(bytes)
  if (header.purpose !== 'keys') {
    throw new VaultError('wrong purpose', `this vault is for "${header.purpose}", not for "keys"`)
  }
  const { names } = header
  if (!Array.isArray(names) || !names.every(name => typeof name === 'string')) {
    throw new VaultError('not a vault', "the names of the keys can't be read")
  }
  return { ...header, names }
}

function isKeyEntry(entry: Fields): entry is KeyEntry {
  const { accessKeyId, secretAccessKey } = entry
  return typeof accessKeyId === 'string' && typeof secretAccessKey === 'string'
}

/** The names are in the header, which is 4 KiB at most, together with the store's data. */
function checkedNames(entries: KeyEntries): readonly string[] {
  const names = [...entries.keys()].sort()
  if (Buffer.byteLength(JSON.stringify(names)) > MAX_NAMES)
    throw new VaultError('system', `the vault is full: the names of its keys take more than ${MAX_NAMES} bytes`)
  return names
}

const MAX_NAMES = 3_000

/** The leftovers of killed writes; no write takes an hour. */
const TEMPORARY = /^keys\.vault\.[0-9a-f]{16}\.tmp$/

const HOUR = 3_600_000
