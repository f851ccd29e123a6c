import { Secret } from '../../model/secret.ts'
import type { StoreFields } from '../header.ts'
import type { MasterKey } from '../master-key.ts'
import { type KeyEntries, type KeyEntry, KeyFile, type KeyHeader } from './key-file.ts'
import { checkUnchanged, type KeyFacts, type KeyVault, type StoredKey } from './key-vault.ts'
import { MasterKeys } from './master-keys.ts'
import type { KeyVaultPlace } from './place.ts'
import { rememberedFacts, rememberFacts } from './unlocked.ts'

/** Touches nothing before its first use. */
export class SealedKeyVault implements KeyVault {
  readonly #place: KeyVaultPlace
  readonly #file: KeyFile
  readonly #isAttended: boolean
  #masterKeys: MasterKeys | undefined
  readonly path: string

  constructor(place: KeyVaultPlace, isAttended = true) {
    this.#place = place
    this.#file = new KeyFile(place.directory, place.uid)
    this.#isAttended = isAttended
    this.path = this.#file.path
  }

  names(): readonly string[] {
    return this.#file.header.get()?.names ?? []
  }

  store(): string | undefined {
    return this.#file.header.get()?.store
  }

  async list(): Promise<ReadonlyMap<string, KeyFacts>> {
    const header = this.#file.header.get()
    if (header === undefined) return new Map()
    return rememberedFacts(this.#place.sessions(), header) ?? factsOf(await this.#entries(header))
  }

  async get(name: string): Promise<StoredKey | undefined> {
    const header = this.#file.header.get()
    if (!header?.names.includes(name)) return undefined
    const entry = (await this.#entries(header)).get(name)
    return entry && { ...factsIn(entry), secretAccessKey: new Secret(entry.secretAccessKey) }
  }

  async put(name: string, key: StoredKey, before?: StoredKey): Promise<void> {
    await this.#change(entries => {
      const found = entries.get(name)
      checkUnchanged(name, found, before)
      entries.set(name, entryFor(key, found))
    })
  }

  async remove(name: string, before: StoredKey | undefined): Promise<void> {
    if (before === undefined && !this.names().includes(name)) return
    await this.#change(entries => {
      checkUnchanged(name, entries.get(name), before)
      entries.delete(name)
    })
  }

  unattended(): KeyVault {
    return new SealedKeyVault(this.#place, false)
  }

  get #keys(): MasterKeys {
    this.#masterKeys ??= new MasterKeys(this.#place, this.#file, this.#isAttended)
    return this.#masterKeys
  }

  async #entries(header: KeyHeader): Promise<KeyEntries> {
    const opened = this.#file.open(await this.#keys.find(header))
    if (opened.header !== undefined) await this.#remember(opened.header, opened.entries)
    return opened.entries
  }

  /** Finds the key before it takes the lock, so that no writer waits for somebody's answer to a question. */
  async #change(change: (entries: KeyEntries) => void): Promise<void> {
    for (;;) {
      const header = this.#file.header.get()
      let entries: KeyEntries = new Map()
      const write = (key: MasterKey, fields: StoreFields) =>
        this.#file.change(key, fields, found => {
          change(found)
          entries = found
        })
      const written =
        header === undefined ? await this.#keys.make(write) : await write(await this.#keys.find(header), header)
      // undefined: another process has made the vault meanwhile
      if (written !== undefined) return this.#remember(written, entries)
    }
  }

  async #remember(header: KeyHeader, entries: KeyEntries): Promise<void> {
    const sessions = this.#place.sessions()
    if (rememberedFacts(sessions, header) === undefined)
      await rememberFacts(sessions, header, factsOf(entries), this.#place.now())
  }
}

function factsOf(entries: KeyEntries): ReadonlyMap<string, KeyFacts> {
  return new Map([...entries].map(([name, entry]) => [name, factsIn(entry)]))
}

function factsIn({ accessKeyId, mfa_serial, created }: KeyEntry): KeyFacts {
  return {
    accessKeyId,
    ...(typeof mfa_serial === 'string' && { mfa_serial }),
    ...(typeof created === 'number' && { created }),
  }
}

/** Keeps what a later version has added to the previous entry. */
function entryFor(key: StoredKey, before: KeyEntry | undefined): KeyEntry {
  const { accessKeyId, secretAccessKey, mfa_serial, created } = key
  const entry = { ...before, accessKeyId, secretAccessKey: secretAccessKey.reveal(), mfa_serial, created }
  // as in JSON: undefined values are left out
  return JSON.parse(JSON.stringify(entry))
}
