import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { acquireLock } from '../../src/vault/lock.ts'
import type { VaultError } from '../../src/vault/vault-error.ts'
import { describe, needing, rejects } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { inScratch } from './scratch.ts'
import { begun, killed, startWorker } from './worker.ts'

describe('a lock', test => {
  const count = (path: string): number => {
    try {
      return readFileSync(path).length
    } catch {
      return 0
    }
  }

  test('is had by one only, in one process too, and by the next when it is released', () =>
    inScratch(async directory => {
      const path = join(directory, 'some.lock')
      const events: string[] = []
      const first = await acquireLock(path)
      const second = acquireLock(path).then(lock => {
        events.push('second')
        return lock
      })
      await sleep(100)
      events.push('release')
      first.release()
      const lock = await second
      lock.release()
      assert.equal(events, ['release', 'second'])
    }))

  test('of another name does not wait', () =>
    inScratch(async directory => {
      const one = await acquireLock(join(directory, 'one.lock'))
      const other = await acquireLock(join(directory, 'other.lock'), { deadline: 0 })
      one.release()
      other.release()
    }))

  test('lies in an empty file for its owner only', () =>
    inScratch(async directory => {
      const before = process.umask(0)
      try {
        const lock = await acquireLock(join(directory, 'some.lock'))
        lock.release()
      } finally {
        process.umask(before)
      }
      assert.is(statSync(join(directory, 'some.lock')).mode & 0o777, 0o600)
      assert.is(statSync(join(directory, 'some.lock')).size, 0)
    }))

  needing(
    test,
    '/proc/locks',
    process.platform === 'linux',
  )('tells who has it, once, when the wait gets long, and again when it gives up', () =>
    inScratch(async directory => {
      const worker = startWorker('own', { directory, hold: true })
      try {
        await begun(worker)
        const told: (number | undefined)[] = []
        const onWait = (holder: number | undefined) => void told.push(holder)
        const waiting = acquireLock(join(directory, 'some.lock'), { deadline: 900, onWait })
        const error = (await rejects(waiting, new RegExp(`waiting for process ${worker.pid},`))) as VaultError
        assert.is(error.reason, 'busy')
        assert.match(error.hint ?? '', new RegExp(`kill ${worker.pid}$`))
        assert.equal(told, [worker.pid])
      } finally {
        await killed(worker)
      }
    }),
  )

  needing(
    test,
    '/proc/locks',
    process.platform === 'linux',
  )('of a queue is given up where one process has it at two looks', () =>
    inScratch(async directory => {
      const path = join(directory, 'some.lock')
      const worker = startWorker('own', { directory, for: 60_000, hold: true })
      try {
        await begun(worker)
        let isSettled = false
        const waiting = acquireLock(path, { deadline: 700, isQueue: true }).finally(() => {
          isSettled = true
        })
        waiting.catch(() => {})
        await sleep(1000)
        assert.not(isSettled, 'one look is not enough')
        const error = (await rejects(waiting, /gave up waiting/)) as VaultError
        assert.is(error.reason, 'busy')
      } finally {
        await killed(worker)
      }
    }),
  )

  test('of a killed process is free', () =>
    inScratch(async directory => {
      const path = join(directory, 'some.lock')
      const worker = startWorker('own', { directory, hold: true })
      await begun(worker)
      await rejects(acquireLock(path, { deadline: 50 }), /gave up waiting/)
      await killed(worker)
      const lock = await acquireLock(path, { deadline: 0 })
      lock.release()
    }))

  test('never has two owners among 8 processes that are killed at random', () =>
    inScratch(async directory => {
      const ends: Promise<unknown>[] = []
      const start = () => {
        const worker = startWorker('own', { directory, hold: false })
        ends.push(new Promise(resolve => worker.once('close', resolve)))
        return worker
      }
      const sections = join(directory, 'sections')
      const workers = Array.from({ length: 8 }, start)
      for (let kills = 0; kills < 15; kills++) {
        // However busy the machine is, the lock is had a few times between two kills.
        const before = count(sections)
        await until(() => count(sections) >= before + 5)
        await sleep(Math.random() * 10)
        const victim = kills % workers.length
        await killed(workers[victim] as ChildProcess)
        workers[victim] = start()
      }
      writeFileSync(join(directory, 'stop'), '')
      await Promise.all(ends)
      assert.is(count(join(directory, 'doubles')), 0)
    }))

  test('that can not be made is an error, not a wait', () =>
    inScratch(async directory => {
      mkdirSync(join(directory, 'directory.lock'))
      writeFileSync(join(directory, 'garbage.lock'), 'not a database'.repeat(100))
      for (const name of ['directory.lock', 'garbage.lock', 'none/some.lock']) {
        const error = await rejects(acquireLock(join(directory, name)), /can't lock/)
        assert.is((error as VaultError).reason, 'no lock', name)
      }
    }))
})
