import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { ways } from './shell-ways.ts'
import { onStage } from './stage.ts'

describe('e2e: what a shell inherits is no mark of a hook', test => {
  for (const way of ways) {
    const inShell = needing(test, way.program, has(way.program))

    for (const hook of ['bash', 'zsh', 'fish', 'powershell', 'nonsense']) {
      inShell(
        `1.3 ${way.title}: after an inherited AWSENV_HOOK=${hook} a failed eval still stops what follows`,
        onStage(async stage => {
          Object.assign(stage.env, { AWSENV_HOOK: hook, AWSENV_TICKET: '1' })
          const failing = `eval "$(command awsenv assume 123456789012 'bad name')" && touch ran`
          const { stderr } = await stage.run(way.argv(`${failing} || :`))
          assert.match(stderr, 'bad name')
          assert.not.ok(existsSync(join(stage.cwd, 'ran')))
        }),
      )
    }

    inShell(
      `1.3 ${way.title}: with an inherited AWSENV_TICKET, eval puts the role that is said into this shell`,
      onStage(async stage => {
        Object.assign(stage.env, { AWSENV_HOOK: way.program, AWSENV_TICKET: '1', AWSENV_MFA_CODE: stage.code() })
        const { stderr } = await stage.run(
          way.argv(`${way.call('assume 123456789012 Admin')}
            eval "$(awsenv assume 210987654321 Admin)" && printf %s "$AWSENV_ROLE_ARN" >role`),
        )
        assert.is(readFileSync(join(stage.cwd, 'role'), 'utf8'), stage.world.roles.otherAdmin, stderr)
      }),
    )
  }
})
