/** The way to AWS, as profiles and environment say it: what is sent there, and what is said of it. */
import * as assert from 'uvu/assert'
import { trusting, withKey } from '../../tools/sandbox/demo-world.ts'
import { describe } from '../support/describe.ts'
import { keyOf, type Story, tell } from './story.ts'

describe('commands: the way to AWS', test => {
  const OTHER = '555555555555'
  /** Two clients, each with a profile for its key. */
  const twoClients = ({ sandbox, world, alice }: Story, network: string) => {
    const account = sandbox.world.addAccount(OTHER)
    const erin = sandbox.world.addUser(account, 'erin', { permissions: ['iam:ListMFADevices'] })
    const key = withKey(sandbox.world, erin)
    for (const name of ['First', 'Self']) sandbox.world.addRole(account, name, trusting(erin.arn))
    alice.write('credentials', keyOf('default', world.alice) + keyOf('other', key))
    alice.write(
      'config',
      `[default]\nregion = eu-central-1\n${network}mfa_serial = ${world.alice.mfaSerial}\n[profile other]\nregion = eu-central-1\n${network}`,
    )
  }

  for (const where of ['the profiles', 'the environment'])
    test(`3.10 what is remembered of a key is found again, with the endpoint in ${where}`, () =>
      tell(async story => {
        const { sandbox, alice } = story
        const isInProfiles = where === 'the profiles'
        if (isInProfiles) delete alice.env['AWS_ENDPOINT_URL']
        twoClients(story, isInProfiles ? `endpoint_url = ${sandbox.url}\n` : '')
        // A process of another program, so that nothing is remembered of the account itself.
        alice.hasTerminal = false
        const first = await alice.awsenv('assume', `arn:aws:iam::${OTHER}:role/First`, '--from', 'other')
        assert.is(first.exitCode, 0, first.stderr)
        const { exitCode, stderr } = await alice.awsenv('assume', `arn:aws:iam::${OTHER}:role/Self`)
        assert.is(exitCode, 0, stderr)
        assert.is(sandbox.requests.filter(({ action }) => action === 'GetCallerIdentity').length, 1)
      }))

  test('2.4 the keys of a session go to http on this machine only where the settings pin it', () =>
    tell(async ({ sandbox, alice, code }) => {
      alice.answers = [code]
      const refused = await alice.awsenv('console', '123456789012', 'Admin', '--print')
      assert.is(refused.exitCode, 1)
      assert.is(refused.script, '')
      assert.match(refused.stderr, /on this machine only if your settings pin it: awsenv sent nothing/)
      const port = new URL(sandbox.url).port
      assert.match(refused.stderr, `awsenv config set endpoints 127.0.0.1:${port}`)
      assert.is(sandbox.count('getSigninToken'), 0)
      await alice.awsenv('config', 'set', 'endpoints', `127.0.0.1:${port}`)
      const pinned = await alice.awsenv('console', '123456789012', 'Admin', '--print')
      assert.is(pinned.exitCode, 0, pinned.stderr)
      assert.not.match(pinned.stderr, 'requests go to')
    }))

  for (const [command, ...words] of [['whoami'], ['login'], ['assume', '123456789012', 'Open']])
    test(`2.4 ${command} says once, and for each process that sends something, that an endpoint is not AWS's own`, () =>
      tell(async ({ sandbox, alice, code }) => {
        const said = (stderr: string) => stderr.match(/requests go to .*/g) ?? []
        alice.answers = [code]
        const { stderr } = await alice.awsenv(command ?? '', ...words)
        assert.equal(said(stderr), [
          `requests go to "${sandbox.url}" (AWS_ENDPOINT_URL), which is not AWS's own endpoint`,
        ])
        delete alice.env['AWS_ENDPOINT_URL']
        alice.write('config', `[default]\nregion = eu-central-1\nendpoint_url = ${sandbox.url}\n`)
        const again = await alice.awsenv('whoami')
        assert.match(said(again.stderr).join(), '("endpoint_url" of the profile)')
      }))

  test('2.4 what is remembered is told without a request, and without a line', () =>
    tell(async ({ alice, code }) => {
      alice.answers = [code]
      await alice.awsenv('assume', '123456789012', 'Open')
      const { exitCode, stderr } = await alice.awsenv('assume', '123456789012', 'Open')
      assert.is(exitCode, 0)
      assert.not.match(stderr, 'requests go to')
    }))
})
