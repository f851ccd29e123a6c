/** A machine whose clock is not that of AWS: everything works, and every moment is told on the machine's own clock. */
import * as assert from 'uvu/assert'
import { demoWorld } from '../../tools/sandbox/demo-world.ts'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { machine } from '../support/fake-context.ts'
import { keyOf } from './story.ts'

describe('commands: clock', test => {
  const HOUR = 3600

  for (const [ahead, title] of [
    [HOUR, 'an hour ahead'],
    [20 * 60, '20 minutes ahead'],
    [10 * 60, '10 minutes ahead'],
    [-20 * 60, '20 minutes behind'],
    [-HOUR, 'an hour behind'],
  ] as const) {
    test(`AWS is ${title}: login, role and time left are right, and nothing is asked for twice`, async () => {
      const sandbox = await startSandbox()
      const world = demoWorld(sandbox)
      using alice = machine({ env: { AWS_ENDPOINT_URL: sandbox.url } })
      alice.write('credentials', keyOf('default', world.alice))
      alice.write('config', `[default]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`)
      sandbox.clock.advance(ahead)
      const typeCode = () => void alice.answers.push(sandbox.nextMfaCode(world.alice.mfaSerial))
      const lasts = (seconds: number) => {
        const left = Number(alice.env['AWSENV_EXPIRES']) - Date.now() / 1000
        assert.ok(Math.abs(left - seconds) < 60, `it lasts ${left} s by this machine's clock`)
      }
      try {
        typeCode()
        const login = await alice.inShell('login')
        assert.is(login.exitCode, 0, login.stderr)
        lasts(12 * HOUR)
        assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
        lasts(HOUR)
        assert.match(
          alice.env['AWS_CREDENTIAL_EXPIRATION'] ?? '',
          new Date(Number(alice.env['AWSENV_EXPIRES']) * 1000).toISOString().slice(0, 19),
        )
        assert.is((await alice.inShell('assume', '123456789012', 'Admin')).exitCode, 0)
        assert.is(
          sandbox.count('AssumeRole'),
          Math.abs(ahead) > 15 * 60 ? 2 : 1,
          'the second one is cached; the first is signed anew for a clock too far off',
        )
        assert.match((await alice.awsenv('status')).script, /59m|1h/)
        // The owner of the key is known by now: the request that carries the code is the first one.
        typeCode()
        const again = await alice.inShell('login', '--refresh')
        assert.is(again.exitCode, 0, again.stderr)
        assert.is(again.questions.length, 1, 'the code, once')
        assert.is(sandbox.count('GetCallerIdentity'), Math.abs(ahead) > 15 * 60 ? 2 : 1)
      } finally {
        await sandbox.close()
      }
    })
  }
})
