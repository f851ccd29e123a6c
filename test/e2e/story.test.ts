import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { keyOf } from '../commands/story.ts'
import { describe, needing } from '../support/describe.ts'
import { ways } from './shell-ways.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: the story', test => {
  for (const way of ways) {
    const inShell = needing(test, way.program, has(way.program))
    const run = (stage: Stage, ...steps: readonly string[]) => stage.run(way.argv(steps.join('\n')))

    inShell(
      `${way.title}: login, assume, assume -, unset and clear leave nothing behind`,
      onStage(async stage => {
        const { sandbox, world } = stage
        stage.env['AWSENV_MFA_CODE'] = stage.code()
        const { status, stderr } = await run(
          stage,
          'env -0 >before',
          `${way.call('login')}; awsenv whoami --json >login`,
          `${way.call('assume 123456789012 Admin')}; awsenv whoami --json >admin`,
          way.call('assume 210987654321 Admin'),
          'printf %s "$AWSENV_ROLE_ARN" >other',
          way.call('assume -'),
          'printf %s "$AWSENV_ROLE_ARN" >back',
          `${way.call('unset')}; env -0 >unset`,
          way.call('assume 123456789012 Admin'),
          `${way.call('clear')}; env -0 >cleared`,
        )
        assert.is(status, 0, stderr)
        const read = (name: string) => readFileSync(join(stage.cwd, name), 'latin1')
        assert.is(JSON.parse(read('login')).arn, world.alice.arn)
        assert.is(JSON.parse(read('admin')).arn, 'arn:aws:sts::123456789012:assumed-role/Admin/alice')
        assert.equal([read('other'), read('back')], [world.roles.otherAdmin, world.roles.admin])
        assert.equal(environment(read('unset')), environment(read('before')))
        assert.equal(environment(read('cleared')), environment(read('before')))
        assert.equal([sandbox.count('GetSessionToken'), sandbox.count('AssumeRole')], [1, 2])
      }),
    )

    inShell(
      `${way.title}: a key, a profile, stale tokens and expiries of before are out of the way, and back afterwards`,
      onStage(async stage => {
        const { world } = stage
        stage.write('.aws/credentials', keyOf('work', { accessKeyId: 'AKIAOTHEROTHEROTHER1', secretAccessKey: 'x' }))
        stage.write('.aws/config', `[profile work]\nmfa_serial = ${world.alice.mfaSerial}\nregion = eu-west-1\n`)
        Object.assign(stage.env, {
          AWSENV_MFA_CODE: stage.code(),
          AWS_ACCESS_KEY_ID: world.alice.accessKeyId,
          AWS_SECRET_ACCESS_KEY: world.alice.secretAccessKey,
          AWS_PROFILE: 'work',
          AWS_SECURITY_TOKEN: 'stale \'"$(touch PWNED)\n token é',
          AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
          AWS_SESSION_EXPIRATION: '2020-01-01T00:00:00Z',
          AWS_VAULT: '',
          AWS_DEFAULT_REGION: 'ap-northeast-1',
        })
        const { status, stderr } = await run(
          stage,
          'env -0 >before',
          way.call('assume 123456789012 Admin'),
          'env -0 >during',
          way.call('assume 210987654321 Admin'),
          `${way.call('unset')}; env -0 >unset`,
          `${way.call('login')}; ${way.call('clear')}; env -0 >cleared`,
        )
        assert.is(status, 0, stderr)
        const read = (name: string) => environment(readFileSync(join(stage.cwd, name), 'latin1'))
        const during = read('during').map(entry => entry.split('=', 1)[0])
        for (const gone of ['AWS_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_VAULT']) assert.not(during.includes(gone), gone)
        assert.ok(read('during').includes('AWS_REGION=ap-northeast-1'))
        assert.equal(read('unset'), read('before'))
        assert.equal(read('cleared'), read('before'))
      }),
    )
  }
})

/** The entries of `env -0` in the order of their names: a shell promises no order. */
function environment(text: string): readonly string[] {
  return text.split('\0').sort()
}
