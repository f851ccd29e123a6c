import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { inScratch } from '../vault/scratch.ts'
import { begun, killed, startWorker } from '../vault/worker.ts'

describe('soak: kill -9', test => {
  test('of 8 workers, 500 times, inside the locked section as often as not: never two owners', () =>
    inScratch(async directory => {
      const work = { directory, hold: false }
      const workers = Array.from({ length: 8 }, () => startWorker('own', work))
      for (let kills = 0; kills < 500; kills++) {
        const victim = kills % workers.length
        await begun(workers[victim] as (typeof workers)[0])
        await sleep(Math.random() * 20)
        await killed(workers[victim] as (typeof workers)[0])
        workers[victim] = startWorker('own', work)
      }
      await Promise.all(workers.map(killed))
      assert.is(sizeOf(join(directory, 'doubles')), 0)
      const sections = sizeOf(join(directory, 'sections'))
      assert.ok(sections > 500, `only ${sections} sections were run`)
    }))
})

function sizeOf(path: string): number {
  try {
    return readFileSync(path).length
  } catch {
    return 0
  }
}
