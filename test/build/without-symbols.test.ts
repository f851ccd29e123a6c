import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { withoutSymbols } from '../../tools/build/without-symbols.ts'
import { describe } from '../support/describe.ts'

describe('a binary without symbols', test => {
  // The Node that runs this is the build's base, on Linux.
  const testLinux = process.platform === 'linux' ? test : test.skip
  testLinux('is the same to the loader, a fifth smaller, and runs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'awsenv-test-'))
    try {
      const whole = readFileSync(process.execPath)
      const stripped = withoutSymbols(whole)
      assert.ok(stripped.length < whole.length * 0.8, `${stripped.length} of ${whole.length} bytes`)
      // The loader reads the program headers behind the file's header, and what they point to; bytes 40 to 63 are for others.
      assert.ok(stripped.subarray(0, 40).equals(whole.subarray(0, 40)))
      const end = stripped.length - 30 * 64 - 1024
      assert.ok(stripped.subarray(64, end).equals(whole.subarray(64, end)))
      const path = join(folder, 'node')
      writeFileSync(path, stripped, { mode: 0o755 })
      assert.is(execFileSync(path, ['--print', '6 * 7'], { encoding: 'utf8' }), '42\n')
      assert.ok(withoutSymbols(stripped).equals(stripped), 'there is nothing left to strip')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('of another format stays as it is', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('MZ and more'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 1])]) {
      assert.is(withoutSymbols(bytes), bytes)
    }
  })
})
