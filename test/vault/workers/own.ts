/**
 * Takes a lock again and again, and puts its mark on a file while it has it. Whoever finds another mark there before
 * it lets go was not alone: that is counted in "doubles". A worker that was killed reports nothing. It ends where there
 * is a file "stop". With `hold`: takes the lock once, and keeps it.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { acquireLock } from '../../../src/vault/lock.ts'

const { directory, hold } = JSON.parse(process.argv[2] ?? '') as { directory: string; hold: boolean }
const file = (name: string) => join(directory, name)
for (let i = 0; !existsSync(file('stop')); i++) {
  const lock = await acquireLock(file('some.lock'))
  const mark = `${process.pid} ${i}`
  writeFileSync(file('owner'), mark)
  if (i === 0) process.stdout.write('begun\n')
  await sleep(hold ? 2 ** 31 - 1 : Math.random() * 4)
  appendFileSync(file(readFileSync(file('owner'), 'utf8') === mark ? 'sections' : 'doubles'), '.')
  lock.release()
}
