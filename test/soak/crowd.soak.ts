import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { asked, assumes, mfaProcess, questions } from '../e2e/crowd.ts'
import { onStage } from '../e2e/stage.ts'
import { describe } from '../support/describe.ts'
import { until } from '../support/until.ts'

describe('soak: 200 at once', test => {
  test(
    '200 cold processes ask one question and make one request of each kind, and all get the same credentials',
    onStage(async stage => {
      mfaProcess(stage, `echo ${stage.code()}`)
      const all = await Promise.all(assumes(stage, 200).outcomes)
      assert.equal(
        all.filter(({ status }) => status !== 0),
        [],
      )
      assert.is(new Set(all.map(({ stdout }) => /AWS_SESSION_TOKEN='(\S+)'/.exec(stdout)?.[1])).size, 1)
      assert.equal(asked(stage), { questions: 1, GetCallerIdentity: 1, GetSessionToken: 1, AssumeRole: 1 })
    }),
  )

  test(
    'where STS has a fault 1 of 200 asks, and those that wait fail with it',
    onStage(async stage => {
      mfaProcess(stage, `while [ ! -e "$HOME/go" ]; do sleep 0.05; done; echo ${stage.code()}`)
      stage.sandbox.fail({ action: 'GetSessionToken', how: 'error503' })
      const first = assumes(stage, 1)
      await until(() => questions(stage) === 1)
      const others = assumes(stage, 199)
      await until(() => others.running.every(({ stderr }) => stderr().includes('waiting for another awsenv')))
      writeFileSync(join(stage.home, 'go'), '')
      for (const { status, stdout, stderr } of await Promise.all([...first.outcomes, ...others.outcomes])) {
        assert.equal([status, stdout], [1, '(exit 1)\n'], stderr)
        assert.match(stderr, 'status 503')
      }
      assert.equal(asked(stage), { questions: 1, GetCallerIdentity: 1, GetSessionToken: 1, AssumeRole: 0 })
    }),
  )
})
