/** Where the tests make their homes: thousands of small files are made, synced and removed, and no disk is waited for in memory. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MEMORY } from '../vault/scratch.ts'

/** A directory in memory, undefined where there is none that programs may run from, as in a container of Docker's. */
export function memory(): string | undefined {
  let scratch: string | undefined
  try {
    scratch = mkdtempSync(join(MEMORY, 'awsenv-probe-'))
    const program = join(scratch, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
    return spawnSync(program).status === 0 ? MEMORY : undefined
  } catch {
    return undefined // It isn't there, or may not be written to.
  } finally {
    if (scratch !== undefined) rmSync(scratch, { recursive: true })
  }
}
