/** 1.6 What no shell lets awsenv catch is on a page, with what to write instead. */
import { readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { describe } from '../../support/describe.ts'
import { isBeyondReach } from './cell.ts'
import { fishWays } from './fish-ways.ts'
import { posixWays } from './posix-ways.ts'
import { powershellWays } from './powershell-ways.ts'

describe('shell: what is beyond reach', test => {
  const page = readFileSync(new URL('../../../docs/scripts.md', import.meta.url), 'utf8')

  for (const [shells, ways] of [
    ['a POSIX shell', posixWays],
    ['fish', fishWays],
    ['PowerShell', powershellWays],
  ] as const) {
    for (const { how, where, documented } of ways) {
      const landings = typeof where === 'string' ? [where] : Object.values(where)
      if (!landings.some(isBeyondReach)) {
        if (documented !== undefined) test(`${shells}: ${how} is within reach`, () => assert.unreachable(documented))
        continue
      }
      test(`1.6 ${shells}: ${how} is in docs/scripts.md`, () => {
        const [, catchless = ''] = page.split('## What nothing can catch\n')
        assert.ok(documented !== undefined && catchless.includes(documented), documented)
      })
    }
  }
})
