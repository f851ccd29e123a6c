/** setup and mfa enrol by the built binary, killed at each of their calls of IAM. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { emptyAccount } from '../../tools/demo/empty-account.ts'
import { openPty } from '../../tools/pty/pty.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { keyOf } from '../commands/story.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: setup', test => {
  const onTerminal = needing(test, 'python3', has('python3'))

  test(
    'kill -9 at each call that makes something: the next run does the rest, and the last one changes nothing',
    onStage(async stage => {
      const { sandbox } = stage
      inEmptyAccount(stage)
      const setUp = ['awsenv', 'setup', 'dora', '--role', 'Made', '--yes']
      const calls = ['CreateUser', 'PutUserPolicy', 'CreateRole', 'AttachRolePolicy', 'CreateAccessKey']
      for (const action of calls) await killedAt(stage, setUp, action)
      const { keys } = sandbox.world.user(USER)
      assert.is(keys.length, 1)
      const lost = keys[0]?.accessKeyId ?? ''
      const rest = await stage.run([...setUp, '--confirm', lost])
      assert.is(rest.status, 0, rest.stderr)
      assert.match(rest.stderr, `the key ****${lost.slice(-4)} is deleted`)
      for (const action of calls) assert.is(sandbox.count(action), action === 'CreateAccessKey' ? 2 : 1, action)
      const again = await stage.run(setUp)
      assert.match(again.stderr, 'everything is there as it should be: nothing has changed')
      const [key] = keys
      assert.equal(
        [rest, again].filter(({ stdout, stderr }) => (stdout + stderr).includes(key?.secretAccessKey ?? '')),
        [],
      )
    }),
  )

  test(
    'kill -9 while the trust policy of a role is changed: the next run finds it changed',
    onStage(async stage => {
      inEmptyAccount(stage)
      const setUp = ['awsenv', 'setup', 'dora', '--role', 'Made', '--yes']
      assert.is((await stage.run(setUp)).status, 0)
      const stricter = [...setUp, '--mfa-age', '1h']
      await killedAt(stage, stricter, 'UpdateAssumeRolePolicy')
      const again = await stage.run(stricter)
      assert.is(again.status, 0, again.stderr)
      assert.match(again.stderr, 'everything is there as it should be: nothing has changed')
      assert.is(stage.sandbox.count('UpdateAssumeRolePolicy'), 1)
    }),
  )

  onTerminal(
    'kill -9 while the device is made, and while it is enabled: the next enrolment ends with a device that logs in',
    onStage(async stage => {
      const { sandbox } = stage
      inEmptyAccount(stage)
      const made = await stage.run(['awsenv', 'setup', 'dora', '--role', 'Made', '--yes'])
      assert.is(made.status, 0, made.stderr)
      const before = readFileSync(join(stage.home, '.aws/config'), 'utf8')
      await killedEnrolling(stage, 'CreateVirtualMFADevice')
      await killedEnrolling(stage, 'EnableMFADevice')
      assert.is(readFileSync(join(stage.home, '.aws/config'), 'utf8'), before)

      const [serial] = sandbox.world.user(USER).devices.map(({ serialNumber }) => serialNumber)
      const enrolled = await stage.run(['awsenv', 'mfa', 'list', 'dora', '--json'])
      assert.is(JSON.parse(enrolled.stdout).devices[0]?.serialNumber, serial)
      await using terminal = openPty(['awsenv', 'mfa', 'enrol', 'dora'], { env: stage.env, cwd: stage.cwd })
      assert.is(await terminal.ended(), 0, terminal.screen())
      assert.match(terminal.screen(), `has an MFA device already: ${serial}`)
      const after = readFileSync(join(stage.home, '.aws/config'), 'utf8')
      assert.is(after, before.replace('[profile dora]\n', `[profile dora]\nmfa_serial = ${serial}\n`))
      const login = await stage.run(['awsenv', 'login', 'dora', '--mfa-stdin', '--format', 'json'], {
        input: `${sandbox.nextMfaCode(serial ?? '')}\n`,
      })
      assert.is(login.status, 0, login.stderr)
    }),
  )
})

const USER = 'arn:aws:iam::345678901234:user/dora'

/** The administrator's key in [default] is of an account with nothing else in it. */
function inEmptyAccount(stage: Stage): void {
  const { administrator } = emptyAccount(stage.sandbox, '345678901234')
  stage.write('.aws/credentials', keyOf('default', administrator))
  stage.write('.aws/config', '[default]\nregion = eu-central-1\n')
  stage.env['AWSENV_KEYSTORE'] = 'passphrase'
  stage.env['AWSENV_PASSPHRASE_FILE'] = stage.write('passphrase', 'correct horse\n')
}

/** Is killed at the call, which IAM has carried out. */
async function killedAt(stage: Stage, words: readonly string[], action: string): Promise<void> {
  const { sandbox } = stage
  sandbox.fail({ action, how: { delay: 30_000 } })
  let kill = (_signal: NodeJS.Signals) => {}
  const running = stage.run([...words], {
    onStart(program) {
      kill = program.kill
    },
  })
  await callOrEnd(sandbox, action, running)
  kill('SIGKILL')
  const killed = await running
  assert.is.not(killed.status, 0, action)
  sandbox.recover()
}

/** Enrols, and is killed at the call, which IAM has carried out. */
async function killedEnrolling({ sandbox, env, cwd }: Stage, action: string): Promise<void> {
  sandbox.fail({ action, how: { delay: 30_000 } })
  await using terminal = openPty(['sh', '-c', 'echo "pid $$."; exec awsenv mfa enrol dora'], { env, cwd })
  const [, pid = ''] = /pid (\d+)/.exec(await terminal.shows('.')) ?? []
  if (action === 'EnableMFADevice') {
    const shown = await terminal.shows('shows now: ')
    const serial = /device: (\S+)/.exec(shown)?.[1] ?? ''
    terminal.type(`${sandbox.mfaCode(serial)}\r`)
    await terminal.shows('30 seconds: ')
    sandbox.clock.advance(30)
    terminal.type(`${sandbox.mfaCode(serial)}\r`)
  }
  const ended = terminal.ended()
  await callOrEnd(sandbox, action, ended)
  process.kill(Number(pid), 'SIGKILL')
  assert.is(await ended, 128 + 9)
  sandbox.recover()
}

/** Waits for the call, or for the end of the program that should make it. */
async function callOrEnd({ count }: Sandbox, action: string, program: Promise<unknown>): Promise<void> {
  let isOver = false
  const end = () => {
    isOver = true
  }
  program.then(end, end)
  while (!isOver && count(action) === 0) await sleep(10)
}
