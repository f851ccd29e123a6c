/** What an environment or a folder must not do to the binary with Bun inside (docs/bun.md). */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { onStage, type Stage } from '../e2e/stage.ts'
import { describe } from '../support/describe.ts'

describe('trial: Bun', test => {
  const evilIn = (stage: Stage) => {
    const pwned = join(stage.cwd, 'PWNED')
    const script = join(stage.cwd, 'evil.cjs')
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(pwned)}, '')`)
    return { script, isPwned: () => existsSync(pwned) }
  }
  const version = (stage: Stage, env: Readonly<Record<string, string>>) => stage.run(['awsenv', '--version'], { env })

  test(
    'no file of the current folder loads code or sets a variable',
    onStage(async stage => {
      const { isPwned } = evilIn(stage)
      writeFileSync(join(stage.cwd, 'bunfig.toml'), 'preload = ["./evil.cjs"]\n')
      writeFileSync(join(stage.cwd, '.env'), 'AWS_CONFIG_FILE=/nosuch\nAWS_SHARED_CREDENTIALS_FILE=/nosuch\n')
      writeFileSync(join(stage.cwd, 'package.json'), '{ "imports": { "#x": "./evil.cjs" }, "main": "./evil.cjs" }\n')
      const { status, stderr } = await stage.run(['awsenv', 'login', '--shell', 'sh'], {
        env: { AWSENV_MFA_CODE: stage.code() },
      })
      assert.equal([status, isPwned()], [0, false], stderr)
    }),
  )

  test(
    'BUN_OPTIONS loads nothing',
    onStage(async stage => {
      const { script, isPwned } = evilIn(stage)
      await version(stage, { BUN_OPTIONS: `--preload=${script}` })
      assert.not(isPwned())
    }),
  )

  test(
    'BUN_BE_BUN=1 makes no Bun of it',
    onStage(async stage => {
      const { script, isPwned } = evilIn(stage)
      await stage.run(['awsenv', script], { env: { BUN_BE_BUN: '1' } })
      assert.not(isPwned())
    }),
  )

  test(
    'BUN_JSC_… adds nothing to an answer that a shell evaluates',
    onStage(async stage => {
      const plain = await version(stage, {})
      const { stdout } = await version(stage, { BUN_JSC_dumpGeneratedBytecodes: '1' })
      assert.is(stdout, plain.stdout)
    }),
  )

  test(
    'a variable for those who work on Bun writes no file',
    onStage(async stage => {
      const order = join(stage.cwd, 'order')
      await version(stage, { BUN_BYTECODE_ORDER_OUT: order })
      assert.not(existsSync(order))
    }),
  )

  test(
    'BUN_CONFIG_VERBOSE_FETCH shows no secret of a request',
    onStage(async stage => {
      const env = { AWSENV_MFA_CODE: stage.code(), BUN_CONFIG_VERBOSE_FETCH: 'curl' }
      const { status, stderr } = await stage.run(['awsenv', 'assume', '123456789012', 'Admin', '--shell', 'sh'], {
        env,
      })
      assert.is(status, 0, stderr)
      assert.not.match(stderr, /x-amz-security-token|authorization/i)
    }),
  )
})
