import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'
import { addKey, enter, shellOf } from './typing.ts'

describe('e2e: the vault of the keys', test => {
  const onTerminal = needing(test, 'python3 and bash', has('python3') && has('bash'))
  const bash = ['bash', '--noprofile', '--norc', '-i']

  onTerminal(
    'is sealed by a passphrase where there is no keychain, which is typed once, and never shown',
    onStage(async stage => {
      const { alice } = stage.world
      rmSync(join(stage.home, '.aws/credentials'))
      await using pty = await shellOf({ ...stage, env: { ...stage.env, TERM: 'xterm' } }, bash)
      await addKey(pty, stage.world, 'correct horse')
      assert.match(await enter(pty, 'awsenv keys list'), /default/)
      pty.type('awsenv clear --all; eval "$(awsenv login)"\r')
      await pty.shows('passphrase of ')
      await pty.shows('.vault: ')
      pty.type('wrong\r')
      await pty.shows('this is not the passphrase of the vault: try again')
      await pty.shows('.vault: ')
      pty.type('correct horse\r')
      await pty.shows('MFA code')
      await pty.shows(': ')
      pty.type(`${stage.code()}\r`)
      await pty.shows('@> ')
      pty.type('eval "$(awsenv clear --all)"; eval "$(awsenv login)"\r')
      // Before the code, which would be stale once the passphrase is typed.
      await pty.shows('passphrase of ')
      await pty.shows('.vault: ')
      pty.type('half\x03')
      await pty.shows('@> ')
      assert.match(await enter(pty, 'stty -a'), /[; ]echo[; ]/)
      for (const secret of ['correct horse', 'half', alice.secretAccessKey])
        assert.not(pty.screen().includes(secret), secret)
    }),
  )
})
