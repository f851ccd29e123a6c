import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { Unchanged } from '../../src/vault/unchanged.ts'
import { describe } from '../support/describe.ts'

describe('Unchanged', test => {
  const scene = (body: (path: string, unchanged: Unchanged<string>, reads: () => number) => void) => {
    const directory = mkdtempSync(join(tmpdir(), 'awsenv-unchanged-'))
    const path = join(directory, 'file')
    let reads = 0
    const read = () => {
      reads++
      return readFileSync(path, 'utf8')
    }
    try {
      body(path, new Unchanged(path, read), () => reads)
    } finally {
      rmSync(directory, { recursive: true })
    }
  }

  test('reads a file once for as long as it stays', () =>
    scene((path, unchanged, reads) => {
      writeFileSync(path, 'one')
      assert.equal([unchanged.get(), unchanged.get()], ['one', 'one'])
      assert.is(reads(), 1)
    }))

  test('reads it again where another one of the same length has taken its place', () =>
    scene((path, unchanged) => {
      writeFileSync(path, 'one')
      assert.is(unchanged.get(), 'one')
      writeFileSync(`${path}.tmp`, 'two')
      renameSync(`${path}.tmp`, path)
      assert.is(unchanged.get(), 'two')
    }))

  test('a file that can not be looked at, below one that is no directory, is read all the same', () => {
    const unchanged = new Unchanged('/dev/null/keys.vault', () => 'nothing')
    assert.is(unchanged.get(), 'nothing')
  })

  test('keeps no failure, and nothing of a file that is gone', () =>
    scene((path, unchanged) => {
      assert.throws(() => unchanged.get(), /ENOENT/)
      writeFileSync(path, 'one')
      assert.is(unchanged.get(), 'one')
      rmSync(path)
      assert.throws(() => unchanged.get(), /ENOENT/)
    }))
})
