/**
 * A lock that the kernel holds for a process and frees when the process ends, however it ends. SQLite offers it on
 * every system that Node runs on (fcntl, LockFileEx); the database stays empty. Hand-made lock files are
 * stale after a kill, and then two processes take over at once (proper-lockfile, measured).
 */
import { closeSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Holder, lockHolder } from './lock-holder.ts'
import { systemRefusal, VaultError } from './vault-error.ts'

export type Waiting = {
  /** Called once if the lock is taken, with the process that has it, if the system tells. */
  readonly onWait?: ((holder: number | undefined) => void) | undefined
  /** In milliseconds. */
  readonly deadline?: number | undefined
  /** Whether only a process that has it at two looks, a deadline apart, ends the wait: a queue on a busy machine doesn't. */
  readonly isQueue?: boolean | undefined
}

export type Lock = { release(): void }

/**
 * Takes the lock of a path as soon as nobody else has it, in this process or another: it is not re-entrant. Polls
 * instead of letting SQLite wait, which would block the event loop, and Ctrl-C with it.
 * @throws VaultError: "busy" once the deadline has passed, "no lock" if the path can't be locked.
 */
export async function acquireLock(path: string, { onWait, deadline = DEADLINE, isQueue }: Waiting = {}): Promise<Lock> {
  let began = performance.now()
  let told = false
  let seen: Holder = 'nobody'
  for (let pause = SHORTEST_PAUSE; ; pause = Math.min(pause * 1.2, LONGEST_PAUSE)) {
    const lock = await locked(path)
    if (lock !== undefined) return { release: () => lock.close() }
    const waited = performance.now() - began
    if (waited > deadline) {
      const holder = lockHolder(path)
      if (!isQueue || (holder !== 'nobody' && holder === seen)) throw busy(holder)
      seen = holder
      began = performance.now()
    }
    if (!told && waited > PATIENCE) {
      told = true
      onWait?.(idOf(lockHolder(path)))
    }
    // at random, so that waiting processes don't all ask at once
    await sleep(pause * (0.5 + Math.random()))
  }
}

async function locked(path: string): Promise<DatabaseSync | undefined> {
  // on demand: it takes 0.6 ms, which a cache hit need not pay
  const { DatabaseSync } = await import('node:sqlite')
  let lock: DatabaseSync | undefined
  try {
    createLockFile(path)
    lock = new DatabaseSync(path, { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    if (isBusy(error)) return undefined
    throw new VaultError('no lock', systemRefusal(`can't lock "${path}"`, error).message, { cause: error })
  }
}

/**
 * SQLite would let the umask decide about the mode. 'wx' matters: opening and closing an existing file would drop
 * every lock of this process on it (fcntl(2)).
 */
function createLockFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** SQLITE_BUSY, in the low byte of an extended code. */
function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === 5
}

function idOf(holder: Holder): number | undefined {
  return holder === 'nobody' ? undefined : holder
}

function busy(told: Holder): VaultError {
  const holder = idOf(told)
  const who = holder === undefined ? 'another awsenv' : `process ${holder}`
  return new VaultError('busy', `gave up waiting for ${who}, which is asking for the same`, {
    hint:
      holder === undefined ? 'it may wait for an answer in another terminal' : `answer it, or end it: kill ${holder}`,
  })
}

/** In milliseconds: long enough to find the phone and type a code. */
const DEADLINE = 120_000

/**
 * In milliseconds. The write lock is free again after one. While a person is asked, hundreds may wait, and would keep
 * the machine busy by polling. The next one still gets the lock within a second.
 */
const SHORTEST_PAUSE = 10
const LONGEST_PAUSE = 400

/** In milliseconds: a shorter wait needs no message. */
const PATIENCE = 300
