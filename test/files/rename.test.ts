import fs, { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { renameFile } from '../../src/files/rename.ts'
import { describe } from '../support/describe.ts'
import { inScratch } from '../vault/scratch.ts'

describe('files/rename', test => {
  /** What becomes of a file that the system refuses to replace so many times: its content, and the calls. */
  async function renamed(code: string, refusals: number, options: { isWindows: boolean; patience?: number }) {
    let [calls, error, content] = [0, '', '']
    await inScratch(directory => {
      const [from, to] = [join(directory, 'fresh'), join(directory, 'target')]
      writeFileSync(from, 'new')
      writeFileSync(to, 'old')
      const { renameSync } = fs
      fs.renameSync = (...paths) => {
        if (++calls <= refusals) throw Object.assign(new Error(code), { code })
        renameSync(...paths)
      }
      syncBuiltinESMExports()
      try {
        renameFile(from, to, options)
      } catch (cause) {
        error = (cause as Error).message
      } finally {
        fs.renameSync = renameSync
        syncBuiltinESMExports()
      }
      assert.is(existsSync(from), error !== '')
      content = readFileSync(to, 'utf8')
    })
    return { content, calls, error }
  }

  for (const code of ['EPERM', 'EACCES', 'EBUSY'])
    test(`on Windows, a file in use (${code}) is replaced as soon as it is free`, async () =>
      assert.equal(await renamed(code, 3, { isWindows: true }), { content: 'new', calls: 4, error: '' }))

  test('a file that stays in use is an error', async () =>
    assert.equal(await renamed('EPERM', 99, { isWindows: true, patience: 40 }), {
      content: 'old',
      calls: 3,
      error: 'EPERM',
    }))

  test('any other refusal, and any on another system, is an error at once', async () => {
    assert.equal(await renamed('ENOSPC', 1, { isWindows: true }), { content: 'old', calls: 1, error: 'ENOSPC' })
    assert.equal(await renamed('EPERM', 1, { isWindows: false }), { content: 'old', calls: 1, error: 'EPERM' })
  })
})
