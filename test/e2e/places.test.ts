import { existsSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { DISK, inScratch } from '../vault/scratch.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: in other places', test => {
  const assume = (stage: Stage, env: Readonly<Record<string, string>>) =>
    stage.run(['awsenv', 'assume', '123456789012', 'Admin', '--shell', 'sh'], {
      env: { AWSENV_MFA_CODE: stage.code(), ...env },
    })

  for (const HOME of ['', 'here']) {
    test(
      `HOME="${HOME}" is told in one sentence`,
      onStage(async stage => {
        const { status, stdout, stderr } = await assume(stage, { HOME })
        assert.equal([status, stdout], [1, '(exit 1)\n'])
        assert.match(stderr, `the home directory "${HOME}" is not an absolute path`)
        assert.is(stderr.trimEnd().split('\n').length, 2, stderr)
      }),
    )
  }

  for (const [what, arrange] of [
    ['a home that can not be written to', { HOME: '/dev/null' }],
    ['a state directory that can not be made', { XDG_STATE_HOME: '/dev/null/state' }],
  ] as const) {
    test(
      `${what} still gives the role, and it is said once that nothing is remembered`,
      onStage(async stage => {
        const { status, stdout, stderr } = await assume(stage, {
          AWS_CONFIG_FILE: join(stage.home, '.aws/config'),
          AWS_SHARED_CREDENTIALS_FILE: join(stage.home, '.aws/credentials'),
          ...arrange,
        })
        assert.is(status, 0, stderr)
        assert.match(stdout, 'export AWS_SESSION_TOKEN=')
        assert.is(stderr.match(/not remembered/g)?.length, 1, stderr)
      }),
    )
  }

  // Skipped, whatever is required, on a machine that has no disk for what is temporary.
  const isDisk = statfsSync(DISK).type !== 0x01021994 // TMPFS_MAGIC, statfs(2)
  const testDisk = isDisk ? test : test.skip
  testDisk(
    'the key of the sessions is never put on a disk, whatever XDG_RUNTIME_DIR says',
    onStage(async stage => {
      const shared = `/dev/shm/awsenv-${process.getuid?.()}`
      const wasThere = existsSync(shared)
      try {
        await inScratch(async disk => {
          const { status, stderr } = await assume(stage, { XDG_RUNTIME_DIR: disk })
          assert.is(status, 0, stderr)
          assert.not(existsSync(join(disk, 'awsenv')))
          const isInRuntime = existsSync(`/run/user/${process.getuid?.()}/awsenv`)
          assert.is(existsSync(shared) || isInRuntime, !stderr.includes('not remembered'), stderr)
        }, DISK)
      } finally {
        if (!wasThere) rmSync(shared, { recursive: true, force: true })
      }
    }),
  )

  test(
    'with a umask of 000, the C locale and a working directory that is gone, all works, and what is kept is private',
    onStage(async stage => {
      stage.env['AWSENV_MFA_CODE'] = stage.code()
      const script = `
        umask 000; mkdir gone && cd gone && rmdir ../gone || exit 9
        LC_ALL=C awsenv assume 123456789012 Admin --shell sh >/dev/null || exit
        find "$HOME/.local" "$XDG_RUNTIME_DIR/awsenv" -type f >&2
        find "$HOME/.local/state/awsenv" "$XDG_RUNTIME_DIR/awsenv" -perm /077`
      const { status, stdout, stderr } = await stage.run(['sh', '-c', script])
      assert.equal([status, stdout], [0, ''], stderr)
      assert.match(stderr, 'sessions.key')
      assert.match(stderr, '.vault')
    }),
  )
})
