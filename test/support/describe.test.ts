import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from './describe.ts'

describe('support/describe', test => {
  test('3.11 a skipped test is named, with its suite and what it needs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'awsenv-skipped-'))
    try {
      const file = join(folder, 'one.ts')
      writeFileSync(
        file,
        `import { describe, needing } from ${JSON.stringify(join(import.meta.dirname, 'describe.ts'))}
describe('a room', test => {
  needing(test, 'a piano', false)('is in tune', () => {})
  test('has a door', () => {})
})`,
      )
      const env = { ...process.env, AWSENV_TEST_REQUIRE: '' }
      const { stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8', env })
      assert.match(stdout, '(skipped) a room: is in tune (needs a piano)\n')
      assert.match(stdout, /Skipped: +1/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
