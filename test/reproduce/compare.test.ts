import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { firstDifference } from '../../tools/reproduce/compare.ts'
import { describe } from '../support/describe.ts'

const FILES = { awsenv: 'binary', 'man/awsenv.1': 'page', 'shell/awsenv.zsh': 'hook' }

describe('the comparison of two builds', test => {
  test('of equal folders finds nothing', () => {
    assert.is(found(FILES, FILES), undefined)
  })

  test('names the first file that differs, and where', () => {
    assert.is(
      found(FILES, { ...FILES, awsenv: 'bimary', 'man/awsenv.1': 'pace' }),
      'awsenv: byte 2: 6e617279 in the first, 6d617279 in the second',
    )
    assert.is(
      found(FILES, { ...FILES, 'man/awsenv.1': 'pages' }),
      'man/awsenv.1: 4 bytes in the first, 5 in the second',
    )
    assert.is(found(FILES, { ...FILES, 'man/awsenv.1': '' }), 'man/awsenv.1: 4 bytes in the first, 0 in the second')
  })

  test('names a file that only one of them has', () => {
    const { awsenv, ...others } = FILES
    assert.is(found(FILES, others), 'awsenv: only the first has it')
    assert.is(found(FILES, { ...FILES, 'man/zz.1': '' }), 'man/zz.1: only the second has it')
  })
})

function found(first: Readonly<Record<string, string>>, second: typeof first): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'awsenv-test-'))
  try {
    for (const [name, files] of Object.entries({ first, second })) {
      for (const [file, text] of Object.entries(files)) {
        const path = join(folder, name, file)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, text)
      }
    }
    return firstDifference(join(folder, 'first'), join(folder, 'second'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
