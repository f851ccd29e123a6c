/** 2.7 The built binary under a system clock that was moved: what was to last a while lasts no longer, and is gone. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'
import { addKey, shellOf } from './typing.ts'

describe('e2e: a clock that was moved', test => {
  const withMovedClock = needing(test, 'faketime, python3 and bash', has('faketime') && has('python3') && has('bash'))
  const bash = ['bash', '--noprofile', '--norc', '-i']

  for (const moved of ['+16m', '-1h', '-1y']) {
    withMovedClock(
      `2.7 the passphrase's quarter of an hour is over at ${moved}, and stays over when the clock is right again`,
      onStage(async stage => {
        await unlock(stage)
        const here = await loggedIn(stage)
        assert.is(here.status, 0, `within the quarter of an hour: ${here.stderr}`)
        const there = await loggedIn(stage, moved)
        assert.is(there.status, 75, there.stderr)
        assert.match(there.stderr, /passphrase/)
        assert.is((await loggedIn(stage)).status, 75, 'it was erased')
      }),
    )
  }

  for (const moved of ['+13h', '-1h', '-1y']) {
    withMovedClock(
      `2.7 a login is over at ${moved}, and no time left is shown that it was not given`,
      onStage(async stage => {
        const { status, stderr } = await stage.run(['awsenv', 'login', '--format=json'], {
          env: { AWSENV_MFA_CODE: stage.code() },
        })
        assert.is(status, 0, stderr)
        assert.match((await stage.awsenv('list')).stdout, /1[12]h/)
        const there = await stage.run(at(moved, 'awsenv', 'list'))
        assert.not.match(there.stdout, /\d+h/, there.stdout)
        const assumed = await stage.run(at(moved, 'awsenv', 'assume', '123456789012', 'Admin', '--format=json'))
        assert.is(assumed.status, 75, assumed.stderr)
        assert.match(assumed.stderr, /MFA code/)
      }),
    )
  }

  /** Only the clock on the wall: nobody moves the one that counts since the start. */
  function at(moved: string, ...argv: readonly string[]): readonly string[] {
    return ['env', 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'faketime', '-f', moved, ...argv]
  }

  /** A login, for which the key has to come out of the vault. */
  function loggedIn(stage: Stage, moved?: string) {
    const call = ['awsenv', 'login', '--refresh', '--format=json']
    return stage.run(moved === undefined ? call : at(moved, ...call), { env: { AWSENV_MFA_CODE: stage.code() } })
  }

  /** alice's key goes into a vault that a passphrase seals. */
  async function unlock(stage: Stage): Promise<void> {
    rmSync(join(stage.home, '.aws/credentials'))
    await using pty = await shellOf({ ...stage, env: { ...stage.env, TERM: 'xterm' } }, bash)
    await addKey(pty, stage.world, 'correct horse', ' --offline')
  }
})
