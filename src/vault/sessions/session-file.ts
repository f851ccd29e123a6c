import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { renameFile } from '../../files/rename.ts'
import { decodePayload, type Entry, encodePayload, isEntry, type Payload } from '../payload.ts'
import { MAX_SIZE, readPrivateFile, writePrivateFile } from '../private-files.ts'
import { open, readHeader, type Sealing, seal } from '../seal.ts'
import { removeOlder } from '../sweep.ts'
import { Unchanged } from '../unchanged.ts'
import { systemRefusal, VaultError } from '../vault-error.ts'
import { dropFirst } from './fitting.ts'
import { isOver, type Moment, type Span, spanOfAll } from './lifetime.ts'
import { ReadyFiles } from './ready-files.ts'
import type { SessionKey } from './session-key.ts'

/** The file's content. With `damage`: it is unreadable, and why; such a file may be set aside. */
export type Sessions = Payload<Entry> & { readonly gen: number; readonly damage?: VaultError }

/**
 * sessions-KID.vault: named for its sealing key, so that another host, or the time before the last boot, which
 * have other keys, use other files.
 */
export class SessionFile {
  readonly #path: string
  readonly #key: SessionKey
  readonly #uid: number | undefined
  readonly #sealing: Sealing
  /** What it says, decrypted once as long as nobody writes it. Must not be changed. Throws like `readAnew`. */
  readonly sessions: Unchanged<Sessions>

  constructor(directory: string, key: SessionKey, uid: number | undefined) {
    this.#path = join(directory, `sessions-${key.kid}.vault`)
    this.#key = key
    this.#uid = uid
    this.#sealing = { purpose: 'sessions', kid: key.kid, masterKey: key.masterKey }
    this.sessions = new Unchanged(this.#path, () => this.readAnew())
  }

  /** Where its key is. */
  get store(): SessionKey['store'] {
    return this.#key.store
  }

  get path(): string {
    return this.#path
  }

  /** Where a hook finds what this file says ready to set; undefined where the key isn't in memory. */
  get ready(): ReadyFiles | undefined {
    const { directory } = this.#key
    return directory === undefined ? undefined : new ReadyFiles(directory, this.#uid)
  }

  /** @throws VaultError for a file that awsenv must not read or replace: an unsafe or a newer one. */
  readAnew(): Sessions {
    const bytes = readPrivateFile(this.#path, this.#uid)
    if (bytes === undefined) return noSessions()
    try {
      const { payload, header } = open(bytes, this.#sealing)
      return { ...decodePayload(payload, isEntry), gen: header.gen }
    } catch (error) {
      const refusal = this.#named(error)
      if (refusal.reason === 'newer') throw refusal
      return { ...noSessions(), damage: refusal }
    }
  }

  /**
   * Replaces the file, and removes files that nobody will read again. A file that would become too large to read drops
   * the entries that end first, and keeps `fresh` if possible.
   */
  write(sessions: Sessions, fresh: ReadonlySet<string>): void {
    const payload = this.#fitting(sessions, fresh)
    const span = spanOfAll(sessions.entries)
    const provenance = { gen: sessions.gen + 1, store: this.#key.store, ...(span && { span }) }
    // A power failure takes a key in memory, and what it sealed is worthless: only with the keychain's is a disk waited for.
    const isDurable = this.#key.store === 'keychain'
    writePrivateFile(this.#path, seal(payload, this.#sealing, provenance), this.#uid, isDurable)
    const { entries, others } = sessions
    this.sessions.set({ entries, others, gen: provenance.gen })
    // by the file system's clock, which may be another machine's: this file is the newest
    const { mtimeMs: now } = lstatSync(this.#path)
    const directory = dirname(this.#path)
    removeOlder(directory, TEMPORARY, now - HOUR)
    removeOlder(directory, SESSIONS, now - LONGEST_LIFE)
  }

  /** Sets a damaged file aside for inspection, and returns its new path. `now` is in epoch milliseconds. */
  setAside(now: number): string {
    const aside = `${this.#path}.corrupt-${Math.floor(now / 1000)}`
    renameFile(this.#path, aside)
    return aside
  }

  /** Removes the file if it is unreadable, and damaged ones that were set aside. */
  removeUnreadable(): readonly Unreadable[] {
    const directory = dirname(this.#path)
    const aside = readdirSync(directory).filter(name => name.startsWith(`${basename(this.#path)}.corrupt-`))
    const removed: Unreadable[] = aside.map(name => ({
      path: join(directory, name),
      why: 'it was set aside as damaged',
    }))
    const why = this.#whyUnreadable()
    if (why !== undefined) removed.unshift({ path: this.#path, why })
    for (const { path } of removed) remove(path)
    return removed
  }

  #whyUnreadable(): string | undefined {
    try {
      return this.readAnew().damage?.message
    } catch (error) {
      return (error as Error).message
    }
  }

  #fitting(sessions: Sessions, fresh: ReadonlySet<string>): Uint8Array {
    const payload = encodePayload(sessions)
    if (payload.byteLength <= LARGEST_PAYLOAD) return payload
    dropFirst(sessions.entries, fresh, payload.byteLength - LARGEST_PAYLOAD)
    return encodePayload(sessions)
  }

  #named(error: unknown): VaultError {
    if (!(error instanceof VaultError)) throw error
    const { reason, hint, message } = error
    return new VaultError(reason, `"${this.#path}" can't be used: ${message}`, { hint, cause: error })
  }
}

/**
 * Whether a file in the directory has expired entries, according to its header, which needs no key. No keychain is
 * asked for this: such a file waits for a command that opens it.
 */
export function isSomethingOver(directory: string, uid: number | undefined, moment: Moment): boolean {
  return readdirSync(directory).some(name => {
    const bytes = SESSIONS.test(name) ? readPrivateFile(join(directory, name), uid) : undefined
    if (bytes === undefined) return false
    const { store, span } = readHeader(bytes)
    return store !== 'keychain' && isSpan(span) && isOver(span, moment)
  })
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (error) {
    throw systemRefusal(`can't remove "${path}"`, error)
  }
}

function isSpan(span: unknown): span is Span {
  const { made, expires, until } = (span ?? {}) as Partial<Span>
  return [made, expires, until].every(Number.isFinite)
}

function noSessions(): Sessions {
  return { entries: new Map(), others: {}, gen: 0 }
}

/** A file that was removed because it was unreadable. */
export type Unreadable = { readonly path: string; readonly why: string }

/** In bytes. The rest is for the header and the seal. */
const LARGEST_PAYLOAD = MAX_SIZE - 65_536

/** The leftovers of killed writes; no write takes an hour. */
const TEMPORARY = /^sessions-[0-9a-f]{16}\.vault\.[0-9a-f]{16}\.tmp$/

const SESSIONS = /^sessions-[0-9a-f]{16}\.vault(\.corrupt-\d+)?$/

const HOUR = 3_600_000

/**
 * The key of a file that nobody has written for this long is gone. No sooner: another host's shell may still need the
 * originals, which it keeps for 30 days.
 */
const LONGEST_LIFE = 31 * 24 * HOUR
