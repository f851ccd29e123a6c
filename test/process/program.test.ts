import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Host } from '../../src/process/host.ts'
import { runProgram } from '../../src/process/program.ts'
import { describe, needing } from '../support/describe.ts'

describe('process: a program', test => {
  const onLinux = needing(test, 'Linux', process.platform === 'linux')

  onLinux('gets a descriptor that one of its arguments names, though execve(2) would close it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'awsenv-program-'))
    try {
      const [from, to] = [join(folder, 'from'), join(folder, 'to')]
      writeFileSync(from, 'what is behind <(…)')
      // Node opens each file so that execve(2) closes it; one of these has a number above 15.
      const descriptor = Math.max(...Array.from({ length: 16 }, () => openSync(from, 'r')))
      const call = ['sh', '-c', 'cat "$1" >"$2"', 'sh', `/dev/fd/${descriptor}`, to] as const
      assert.is(await runProgram(host(), call, { PATH: process.env['PATH'] }), 0)
      assert.is(readFileSync(to, 'utf8'), 'what is behind <(…)')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function host(): Host {
  const unused = () => assert.unreachable()
  const { getBuiltinModule, platform, pid, ppid } = process
  return {
    ...{ getBuiltinModule, platform, pid, ppid },
    execve: unused,
    kill: unused,
    on() {},
    off() {},
    removeAllListeners() {},
  } as unknown as Host
}
