import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { COMPILED } from '../support/compiled.ts'
import { describe } from '../support/describe.ts'

describe('terminal/program-beside', test => {
  const start = (...words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, 'workers/run-beside.ts'), ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
      timeout: 60_000,
      killSignal: 'SIGKILL',
    })
  const endOf = async (child: ChildProcess) => {
    const [code, signal] = await once(child, 'close')
    return code ?? signal
  }

  for (const [title, words, end] of [
    ["the exit code is the program's", ['sh', '-c', 'exit 37'], 37],
    ['a signal that ended the program ends awsenv', ['sh', '-c', 'kill -TERM $$'], 'SIGTERM'],
    ['SIGKILL too', ['sh', '-c', 'kill -KILL $$'], 'SIGKILL'],
    ['there is no such program', ['nosuch'], 127],
    ['it is no program', ['/etc/passwd'], 126],
  ] as const) {
    test(`${title}: ${end}`, async () => assert.is(await endOf(start(...words)), end))
  }

  test('Ctrl-C is left to the program, and what is sent to awsenv alone is handed on', async () => {
    const child = start(
      'sh',
      '-c',
      'trap "echo got; exit 5" TERM; trap "" INT; echo ready; for i in $(seq 200); do sleep 0.05; done',
    )
    let shown = ''
    child.stdout?.on('data', (data: Buffer) => {
      shown += data
      if (shown === 'ready\n') {
        child.kill('SIGINT')
        child.kill('SIGTERM')
      }
    })
    assert.is(await endOf(child), 5)
    assert.is(shown, 'ready\ngot\n')
  })
})
