/** What is over is taken off the disk by whatever command looks next. */
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openSessionVault } from '../../src/vault/sessions/session-vault.ts'
import { describe } from '../support/describe.ts'
import { noKeychain } from '../support/no-keychain.ts'
import { tell } from './story.ts'

describe('commands: what has expired', test => {
  for (const call of [
    ['list'],
    ['status'],
    ['whoami', '--offline'],
    ['keys', 'list'],
    ['assume', 'nosuch'],
    ['prompt'],
    ['config', 'list'],
    ['config', 'get', 'mfa_serial'],
    ['init', 'bash'],
    ['--version'],
  ]) {
    test(`2.7 the unlocked key of the vault is erased by: ${call.join(' ')}`, () =>
      tell(async ({ alice, sandbox }) => {
        const start = sandbox.clock.now()
        const vault = () =>
          openSessionVault({
            directory: join(alice.home, '.local/state/awsenv'),
            env: alice.env,
            uid: process.getuid?.(),
            keychain: () => noKeychain,
            now: () => start,
            uptime: () => start / 1000,
            warn: assert.unreachable,
          })
        await vault().update(entries => void entries.set('unlocked-x', { value: 'key', expires: start / 1000 + 900 }))
        await alice.awsenv(...call)
        assert.ok(vault().get('unlocked-x'), 'not yet')
        alice.clockError = 901_000
        await alice.awsenv(...call)
        assert.is(vault().get('unlocked-x'), undefined)
      }))
  }
})
