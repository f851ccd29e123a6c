import * as assert from 'uvu/assert'
import { credentialsOf, issueSession } from '../../../tools/sandbox/session.ts'
import { keyOf, tell } from '../../commands/story.ts'
import { describe } from '../../support/describe.ts'

describe('credentials/source', test => {
  const variablesOf = ({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }) => ({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  })

  test('credential_source = Environment is the key of the environment, which can log in', () =>
    tell(async ({ alice, world, code }) => {
      const { admin } = world.roles
      alice.write('credentials', keyOf('default', world.carol))
      const mfa = `mfa_serial = ${world.alice.mfaSerial}\n`
      alice.write('config', `[profile prod]\nrole_arn = ${admin}\ncredential_source = Environment\n${mfa}`)
      Object.assign(alice.env, variablesOf(world.alice))
      alice.answers = [code]
      const first = await alice.inShell('assume', 'prod')
      assert.is(first.exitCode, 0, first.stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWSENV_FROM']], [admin, world.alice.accessKeyId])
      const again = await alice.inShell('assume', 'prod')
      assert.is(again.exitCode, 0, 'the key is that of the environment before awsenv, and not the one it has set')
      const named = await alice.inShell(
        'assume',
        world.roles.open,
        '--from',
        'Environment',
        '--mfa-serial',
        world.alice.mfaSerial,
      )
      assert.is(named.exitCode, 0, named.stderr)
    }))

  test('credential_source = Environment without a key there is told as such', () =>
    tell(async ({ alice, world }) => {
      alice.write('config', `[profile prod]\nrole_arn = ${world.roles.admin}\ncredential_source = Environment\n`)
      const { exitCode, stderr } = await alice.awsenv('assume', 'prod')
      assert.is(exitCode, 1)
      assert.match(
        stderr,
        'profile "prod" takes its key from the environment (credential_source), but the environment has none',
      )
    }))

  test('half a key in the environment is an error, and no reason to take another', () =>
    tell(async ({ alice, world }) => {
      alice.write('config', `[profile prod]\nrole_arn = ${world.roles.admin}\ncredential_source = Environment\n`)
      alice.env['AWS_ACCESS_KEY_ID'] = world.carol.accessKeyId
      for (const words of [['assume', 'prod'], ['assume', world.account.id, 'Open'], ['login']]) {
        const { exitCode, stderr } = await alice.awsenv(...words)
        assert.is(exitCode, 1, words.join(' '))
        assert.match(stderr, "AWS_ACCESS_KEY_ID is set in the environment, but AWS_SECRET_ACCESS_KEY isn't")
      }
    }))

  test('a temporary key is passed over for a program that can be asked', () =>
    tell(async ({ sandbox, alice, world }) => {
      const identity = sandbox.world.user(world.alice.arn)
      const session = issueSession(sandbox.world, sandbox.clock.now(), 3600, { identity })
      alice.write('credentials', keyOf('default', world.carol))
      alice.write('config', '[profile tool]\ncredential_process = get-key\n')
      alice.commandLines['get-key'] = () => JSON.stringify({ Version: 1, ...credentialsOf(session) })
      const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = variablesOf(session)
      Object.assign(alice.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE: 'tool' })
      alice.env['AWS_SESSION_TOKEN'] = session.sessionToken
      const { exitCode, stderr } = await alice.awsenv('assume', world.roles.open, '--debug')
      assert.is(exitCode, 0, stderr)
      assert.equal(alice.ran, ['get-key'])
    }))
})
