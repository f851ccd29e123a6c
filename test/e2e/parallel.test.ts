import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { asked, assumes, mfaProcess, questions } from './crowd.ts'
import { onStage } from './stage.ts'

describe('e2e: many at once', test => {
  test(
    '50 cold assumes ask one question and make one request of each kind, and all get the same credentials',
    onStage(async stage => {
      mfaProcess(stage, `echo ${stage.code()}`)
      const { outcomes } = assumes(stage, 50)
      const all = await Promise.all(outcomes)
      assert.equal(
        all.filter(({ status }) => status !== 0),
        [],
      )
      assert.is(new Set(all.map(({ stdout }) => /AWS_SESSION_TOKEN='(\S+)'/.exec(stdout)?.[1])).size, 1)
      assert.equal(asked(stage), { questions: 1, GetCallerIdentity: 1, GetSessionToken: 1, AssumeRole: 1 })
    }),
  )

  test(
    '50 tools that ask credential-process at once get the same credentials, for one question and one request of each kind',
    onStage(async stage => {
      mfaProcess(stage, `echo ${stage.code()}`)
      const call = ['awsenv', 'credential-process', '123456789012', 'Admin']
      const all = await Promise.all(Array.from({ length: 50 }, () => stage.run(call)))
      assert.equal(
        all.filter(({ status }) => status !== 0),
        [],
      )
      assert.is(new Set(all.map(({ stdout }) => JSON.parse(stdout).SessionToken)).size, 1)
      assert.equal(asked(stage), { questions: 1, GetCallerIdentity: 1, GetSessionToken: 1, AssumeRole: 1 })
    }),
  )

  test(
    'where STS has a fault one asks, and those that wait fail with it, without a request of their own',
    onStage(async stage => {
      mfaProcess(stage, `while [ ! -e "$HOME/go" ]; do sleep 0.05; done; echo ${stage.code()}`)
      stage.sandbox.fail({ action: 'GetSessionToken', how: 'error503' })
      const first = assumes(stage, 1)
      await until(() => questions(stage) === 1)
      const others = assumes(stage, 20)
      await until(() => others.running.every(({ stderr }) => stderr().includes('waiting for another awsenv')))
      writeFileSync(join(stage.home, 'go'), '')
      for (const { status, stdout, stderr } of await Promise.all([...first.outcomes, ...others.outcomes])) {
        assert.equal([status, stdout], [1, '(exit 1)\n'], stderr)
        assert.match(stderr, 'status 503')
      }
      assert.equal(asked(stage), { questions: 1, GetCallerIdentity: 1, GetSessionToken: 1, AssumeRole: 0 })
    }),
  )

  test(
    'when the one that asks is killed, one of those that wait asks, and all of them get the role',
    onStage(async stage => {
      // The first question is never answered.
      mfaProcess(stage, `[ "$(wc -l <"$HOME/questions")" = 1 ] && exec sleep 600; echo ${stage.code()}`)
      const first = assumes(stage, 1)
      await until(() => questions(stage) === 1)
      const others = assumes(stage, 5)
      await until(() => others.running.every(({ stderr }) => stderr().includes('waiting for another awsenv')))
      assert.is(questions(stage), 1)
      first.running[0]?.kill('SIGKILL')
      for (const { status, stderr } of await Promise.all(others.outcomes)) assert.is(status, 0, stderr)
      assert.equal(asked(stage), { questions: 2, GetCallerIdentity: 1, GetSessionToken: 1, AssumeRole: 1 })
    }),
  )
})
