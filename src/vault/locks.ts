import { hash } from 'node:crypto'
import { join } from 'node:path'
import { acquireLock, type Lock, type Waiting } from './lock.ts'
import { makePrivateDirectory } from './private-files.ts'
import { VaultError } from './vault-error.ts'

/** The locks beside a vault. If locking is impossible, sessions work without it: two processes may ask for the same, but nothing breaks. */
export class Locks {
  readonly #directory: string
  readonly #uid: number | undefined
  #isAble = true

  constructor(vaultDirectory: string, uid: number | undefined) {
    this.#directory = join(vaultDirectory, 'locks')
    this.#uid = uid
  }

  /** For replacing the sessions' file: held for less than a millisecond, never during a question or a request. */
  async write(): Promise<Lock | undefined> {
    try {
      return await this.#acquire('write', WRITING)
    } catch (error) {
      // a process that holds it for so long was stopped; without the lock a change may be lost, but the file stays whole
      if (error instanceof VaultError) return undefined
      throw error
    }
  }

  /** The same for changes that must not be lost. @throws VaultError if it can't have the lock. */
  async writeOrFail(): Promise<Lock> {
    makePrivateDirectory(this.#directory, this.#uid)
    return acquireLock(join(this.#directory, 'write.lock'), WRITING)
  }

  /** For doing one thing at a time. The name is hashed: it may have slashes, and be too long for a file name. */
  async named(name: string, waiting: Waiting): Promise<Lock | undefined> {
    return this.#acquire(hash('sha256', name).slice(0, 32), waiting)
  }

  async #acquire(name: string, waiting: Waiting): Promise<Lock | undefined> {
    if (!this.#isAble) return undefined
    try {
      makePrivateDirectory(this.#directory, this.#uid)
      return await acquireLock(join(this.#directory, `${name}.lock`), waiting)
    } catch (error) {
      if (!(error instanceof VaultError) || error.reason === 'busy') throw error
      this.#isAble = false
      return undefined
    }
  }
}

/** Milliseconds in which a process that holds it has long finished. */
const WRITING: Waiting = { deadline: 5_000, isQueue: true }
