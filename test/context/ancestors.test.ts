import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import * as assert from 'uvu/assert'
import { ancestorsOf } from '../../src/context/ancestors.ts'
import { evaluatorNames, programName } from '../../src/shells/evaluator.ts'
import { describe, needing } from '../support/describe.ts'

describe('context/ancestors', test => {
  test('W3 on Windows nobody is asked, and no program is run', () => {
    assert.equal([...ancestorsOf({ platform: 'win32', ppid: process.ppid })], [])
  })

  needing(
    test,
    'linux',
    process.platform === 'linux',
  )('the nearest is this process itself, as the parent of a child, and the line ends', () => {
    const [nearest, ...rest] = [...ancestorsOf({ platform: 'linux', ppid: process.pid })]
    assert.is(nearest?.executable, process.execPath)
    assert.ok(rest.length > 0 && rest.length < 16)
  })

  needing(
    test,
    '/bin/ps',
    existsSync('/bin/ps'),
  )('1.1 without /proc, ps names the shell of a script', () => {
    const inner = new URL('../../src/context/ancestors.ts', import.meta.url)
    const script = `const { ancestorsOf } = await import('${inner}'); const [one] = ancestorsOf({ platform: 'darwin', ppid: process.ppid }); console.log(one.executable)`
    const { stdout } = spawnSync('bash', ['-c', `"$0" --input-type=module -e "$1"; :`, process.execPath, script], {
      encoding: 'utf8',
    })
    assert.is(programName(stdout), 'bash')
  })

  test('a process that is gone has no ancestors', () => {
    assert.equal(evaluatorNames(ancestorsOf({ platform: 'linux', ppid: 2 ** 30 })), [])
  })
})
