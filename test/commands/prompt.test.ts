import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { tell } from './story.ts'

describe('commands/prompt', test => {
  test('one line with role and time left, from the environment alone; nothing without a session; the status is 0', () =>
    tell(async ({ sandbox, alice }) => {
      const prompt = async () => {
        const { exitCode, script, stderr } = await alice.awsenv('prompt')
        assert.equal([exitCode, stderr], [0, ''])
        return script
      }
      assert.is(await prompt(), '')
      const now = Math.floor(sandbox.clock.now() / 1000)
      for (const [left, shown] of [
        [7_260, '2h 1m'],
        [2_520, '42m'],
        [-1, 'expired'],
      ] as const) {
        Object.assign(alice.env, { AWSENV_ROLE: 'Admin@123456789012', AWSENV_EXPIRES: String(now + left + 30) })
        if (left < 0) alice.clockError = 60_000
        assert.is(await prompt(), `Admin@123456789012 ${shown}\n`)
      }
      alice.env['AWSENV_ROLE'] = 'x\u001b[31m'
      assert.is(await prompt(), 'x?[31m expired\n')
      assert.is(sandbox.requests.length, 0)
    }))

  test('a call that it does not know fails, and prints nothing into a prompt', () =>
    tell(async ({ alice }) => {
      const { exitCode, script } = await alice.awsenv('prompt', '--nonsense')
      assert.equal([exitCode, script], [2, ''])
    }))
})
