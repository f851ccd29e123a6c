/**
 * Takes a lock again and again, and puts its mark on a file while it has it. Whoever finds another mark there before
 * it lets go was not alone: that is counted in "doubles". A worker that was killed reports nothing. With `hold`: takes
 * it once, and keeps it.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { acquireLock } from '../../../src/vault/lock.ts'

const {
  directory,
  for: duration,
  hold,
} = JSON.parse(process.argv[2] ?? '') as { directory: string; for: number; hold: boolean }
const owner = join(directory, 'owner')
const end = Date.now() + duration
for (let i = 0; Date.now() < end; i++) {
  const lock = await acquireLock(join(directory, 'some.lock'))
  const mark = `${process.pid} ${i}`
  writeFileSync(owner, mark)
  if (i === 0) process.stdout.write('begun\n')
  await sleep(hold ? duration : Math.random() * 4)
  appendFileSync(join(directory, readFileSync(owner, 'utf8') === mark ? 'sections' : 'doubles'), '.')
  lock.release()
}
