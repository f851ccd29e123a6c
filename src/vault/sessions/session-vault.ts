/** The session vault: sealed on disk for other shells, or else only in this process. */
import { uptime } from 'node:os'
import type { Waiting } from '../lock.ts'
import { Locks } from '../locks.ts'
import type { Entry } from '../payload.ts'
import { makePrivateDirectory } from '../private-files.ts'
import { systemRefusal } from '../vault-error.ts'
import { roleKeyId } from './entries.ts'
import { isAlive, living, type Moment, spanOf, withDate } from './lifetime.ts'
import { isSomethingOver, SessionFile, type Sessions, type Unreadable } from './session-file.ts'
import { type SessionKey, sessionMasterKey } from './session-key.ts'
import type { ReadyPlace, Vault } from './vault.ts'
import type { VaultPlace } from './vault-place.ts'

/** Always returns a usable vault, which touches nothing before its first use. */
export function openSessionVault(place: VaultPlace): SessionVault {
  return new SessionVault(place)
}

/**
 * Sessions can be replaced, so no fault of their file stops a command. An unsafe file (a link, another
 * owner, open to others) or a newer version's stays untouched, and the sessions stay in this process. A damaged
 * one is set aside. awsenv says so once, when there is something to store.
 */
export class SessionVault implements Vault {
  readonly #place: VaultPlace
  /** Not opened yet; the file; or none, in which case `#memory` is the vault. */
  #file: SessionFile | 'unopened' | undefined = 'unopened'
  #memory: Sessions = { entries: new Map(), others: {}, gen: 0 }
  readonly #locks: Locks
  #hasExpired = false
  /** The entries already searched for expired ones. */
  #seen: Sessions['entries'] | undefined
  #unsaid: string[] = []

  constructor(place: VaultPlace) {
    this.#place = place
    this.#locks = new Locks(place.directory, place.uid)
  }

  get persistent(): boolean {
    return this.#opened() !== undefined
  }

  get store(): SessionKey['store'] | undefined {
    return this.#opened()?.store
  }

  get(name: string): Entry | undefined {
    const moment = this.#moment()
    const entry = this.#read(moment).get(name)
    const alive = entry && living(name, entry, moment)
    if (entry !== undefined && alive === undefined) this.#hasExpired = true
    return alive
  }

  list(): ReadonlyMap<string, Entry> {
    const moment = this.#moment()
    const alive = new Map<string, Entry>()
    for (const [name, entry] of this.#read(moment)) {
      const one = living(name, entry, moment)
      if (one !== undefined) alive.set(name, one)
      else this.#hasExpired = true
    }
    return alive
  }

  async eraseExpired(): Promise<void> {
    try {
      if (this.#file === 'unopened' && isSomethingOver(this.#place.directory, this.#place.uid, this.#moment()))
        this.list()
      if (this.#hasExpired && this.persistent) await this.update(() => {})
    } catch {
      // No directory yet, or an unsafe file: the user of the sessions is told.
    }
  }

  async update(change: (entries: Map<string, Entry>) => void): Promise<void> {
    const lock = this.persistent ? await this.#locks.write() : undefined
    try {
      this.#replace(change)
    } finally {
      lock?.release()
    }
    for (const message of this.#unsaid.splice(0)) this.#place.warn(message)
  }

  async removeUnreadable(): Promise<readonly Unreadable[]> {
    const file = this.#opened()
    if (file === undefined) return []
    const lock = await this.#locks.write()
    try {
      const removed = file.removeUnreadable()
      this.#keepReady(file, this.#read(this.#moment()))
      return removed
    } finally {
      lock?.release()
    }
  }

  readyPlace(accessKeyId: string): ReadyPlace | undefined {
    const file = this.#opened()
    const files = file?.ready
    const moment = this.#moment()
    const role = [...this.#read(moment)].find(([name, entry]) => accessKeyId === roleKeyId(name, entry))
    if (file === undefined || files === undefined || role === undefined) return undefined
    if (!isAlive(...role, moment)) return undefined
    return { files, vault: file.path, until: spanOf(role[1]).until }
  }

  async exclusively<T>(name: string, task: () => Promise<T>, waiting: Waiting = {}): Promise<T> {
    const lock = this.persistent ? await this.#locks.named(name, waiting) : undefined
    try {
      return await task()
    } finally {
      lock?.release()
    }
  }

  #replace(change: (entries: Map<string, Entry>) => void): void {
    const sessions = this.#sessions({ anew: true })
    const before = new Set(sessions.entries.values())
    const fresh = new Set<string>()
    change(sessions.entries)
    const moment = this.#moment()
    for (const [name, entry] of sessions.entries) {
      const isFresh = !before.has(entry)
      const dated = isFresh ? withDate(entry, moment) : entry
      if (isFresh) fresh.add(name)
      if (isAlive(name, dated, moment)) sessions.entries.set(name, dated)
      else sessions.entries.delete(name)
    }
    this.#hasExpired = false
    this.#memory = sessions
    const file = this.#opened()
    if (file === undefined) return
    try {
      if (sessions.damage !== undefined) {
        const aside = file.setAside(this.#place.now())
        this.#unsaid.push(`${sessions.damage.message}: kept as "${aside}", and a fresh one begun`)
      }
      file.write(sessions, fresh)
      this.#keepReady(file, sessions.entries)
    } catch (error) {
      this.#goWithout(error)
    }
  }

  /** A hook must not set what this vault no longer has. */
  #keepReady({ ready }: SessionFile, entries: Sessions['entries']): void {
    ready?.keepSessions(new Set([...entries].flatMap(entry => roleKeyId(...entry) ?? [])))
  }

  /** The entries in the file now, expired ones too. */
  #read(moment: Moment): Sessions['entries'] {
    const { entries } = this.#sessions()
    if (entries !== this.#seen) for (const [name, entry] of entries) this.#hasExpired ||= !isAlive(name, entry, moment)
    this.#seen = entries
    return entries
  }

  #moment(): Moment {
    return { now: this.#place.now() / 1000, uptime: (this.#place.uptime ?? uptime)() }
  }

  #sessions({ anew = false } = {}): Sessions {
    try {
      const file = this.#opened()
      if (file === undefined) return this.#memory
      return anew ? file.readAnew() : file.sessions.get()
    } catch (error) {
      this.#goWithout(error)
      return this.#memory
    }
  }

  #opened(): SessionFile | undefined {
    if (this.#file !== 'unopened') return this.#file
    const { directory, env, uid, keychain, shm = '/dev/shm', users } = this.#place
    try {
      const key = sessionMasterKey({ env, uid, shm, users, keychain })
      makePrivateDirectory(directory, uid)
      this.#file = new SessionFile(directory, key, uid)
      return this.#file
    } catch (error) {
      this.#goWithout(error)
      return undefined
    }
  }

  #goWithout(error: unknown): void {
    this.#file = undefined
    const { message, hint } = systemRefusal('the session cache fails', error)
    const why = hint === undefined ? message : `${message} (${hint})`
    this.#unsaid.push(`sessions and the codes that were sent are not remembered: ${why}`)
  }
}
