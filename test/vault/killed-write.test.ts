/** kill -9 at each step of a write that the disk sees: strace sends it as the process enters the call. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { openSessionVault } from '../../src/vault/sessions/session-vault.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { noKeychain } from '../support/no-keychain.ts'
import { atKeyDesk, key } from './key-desk.ts'
import { inBoth } from './scratch.ts'

describe('a vault whose writer is killed', test => {
  const traced = needing(test, 'strace', has('strace') && spawnSync('strace', ['-f', 'true']).status === 0)
  /** The new file is made durable, takes the old one's place, and the directory is made durable. */
  const DURABLE = [
    ['fsync', 1],
    ['rename', 1],
    ['fsync', 2],
  ] as const
  /** Sessions whose key is in memory wait for no disk. */
  const IN_MEMORY = [
    ['fchmod', 1],
    ['rename', 1],
  ] as const

  /** Runs a script of workers/, which is killed at that call; whether it came there. */
  async function killedAt(
    [call, time]: readonly [call: string, time: number],
    worker: string,
    argument: unknown,
  ): Promise<boolean> {
    const inject = `inject=${call}:signal=SIGKILL:when=${time}`
    const script = join(import.meta.dirname, 'workers', `${worker}.ts`)
    const tracer = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject]
    const child = spawn('strace', [...tracer, process.execPath, script, JSON.stringify(argument)], { stdio: 'ignore' })
    const [, signal] = await once(child, 'close')
    return signal === 'SIGKILL'
  }

  traced('opens at every step: the old sessions, or the new', () =>
    inBoth(async (directory, shm) => {
      const uid = process.getuid?.()
      const open = () =>
        openSessionVault({
          directory,
          env: {},
          uid,
          shm,
          keychain: () => noKeychain,
          now: Date.now,
          warn: assert.unreachable,
        })
      const expires = Date.now() / 1000 + 3600
      await open().update(entries => void entries.set('old', { value: 'kept', expires }))
      for (const [i, step] of IN_MEMORY.entries()) {
        assert.ok(
          await killedAt(step, 'store', { directory, shm, name: `new${i}`, count: 1, size: 10 }),
          step.join(' '),
        )
        const found = open().list()
        assert.is(found.get('old')?.value, 'kept')
        assert.not(found.has(`new${i}-0`))
      }
      await open().update(entries => void entries.set('after', { value: 1, expires }))
    }),
  )

  traced('opens at every step: the old keys, or the new', () =>
    atKeyDesk(async desk => {
      const { directory, shm } = desk
      const passphrase = join(dirname(directory), 'passphrase')
      writeFileSync(passphrase, 'correct horse\n', { mode: 0o600 })
      desk.now = Date.now()
      desk.env = { AWSENV_PASSPHRASE_FILE: passphrase, AWSENV_KEYSTORE: 'passphrase' }
      const old = key()
      await desk.vault().put('old', old)
      for (const [i, step] of DURABLE.entries()) {
        const argument = { directory, shm, env: desk.env, name: `new${i}`, count: 1 }
        assert.ok(await killedAt(step, 'store-key', argument), step.join(' '))
        assert.is((await desk.vault().get('old'))?.secretAccessKey.reveal(), old.secretAccessKey.reveal())
        assert.is(desk.vault().names().includes(`new${i}-0`), i === 2)
      }
      await desk.vault().put('after', key())
      assert.equal(desk.said, [])
    }),
  )
})
