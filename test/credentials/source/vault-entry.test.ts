import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { Secret } from '../../../src/model/secret.ts'
import { trusting } from '../../../tools/sandbox/demo-world.ts'
import { keyOf, type Story, tell } from '../../commands/story.ts'
import { describe } from '../../support/describe.ts'

describe('credentials/vault-key', test => {
  type Key = { readonly accessKeyId: string; readonly secretAccessKey: string }
  const store = ({ alice }: Story, name: string, key: Key, mfa_serial?: string) =>
    alice.keys.entries.set(name, {
      accessKeyId: key.accessKeyId,
      secretAccessKey: new Secret(key.secretAccessKey),
      ...(mfa_serial && { mfa_serial }),
    })
  const signers = ({ sandbox }: Story) => [...new Set(sandbox.requests.map(({ accessKeyId }) => accessKeyId))]

  test("an entry stands before its profile's keys in the files", () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.write('credentials', keyOf('default', world.carol))
      store(story, 'default', world.alice)
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('login')
      assert.is(exitCode, 0, stderr)
      assert.equal(signers(story), [world.alice.accessKeyId])
      assert.is(alice.env['AWSENV_FROM'], 'default')
    }))

  test('a profile need not be in any file: its MFA device is the one of the vault', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.write('credentials', '')
      alice.write('config', '')
      store(story, 'work', world.alice, world.alice.mfaSerial)
      alice.answers = [code]
      const { exitCode, stderr, questions } = await alice.inShell('login', 'work', '--region', 'eu-west-1')
      assert.is(exitCode, 0, stderr)
      assert.equal(questions, [`MFA code of ${world.alice.mfaSerial}: `])
    }))

  test("the profile's own mfa_serial goes before the one of the vault", () =>
    tell(async story => {
      const { alice, world, code } = story
      store(story, 'default', world.alice, 'arn:aws:iam::123456789012:mfa/lost')
      alice.answers = [code]
      assert.equal((await alice.inShell('login')).questions, [`MFA code of ${world.alice.mfaSerial}: `])
    }))

  test('an entry is a source_profile, and what AWS_PROFILE names', () =>
    tell(async story => {
      const { alice, world, code } = story
      const { admin, open } = world.roles
      alice.write('credentials', '')
      alice.write('config', `[profile prod]\nrole_arn = ${admin}\nsource_profile = work\n`)
      store(story, 'work', world.alice, world.alice.mfaSerial)
      alice.answers = [code]
      const assumed = await alice.inShell('assume', 'prod')
      assert.is(assumed.exitCode, 0, assumed.stderr)
      assert.is(alice.env['AWSENV_FROM'], 'work')
      await alice.inShell('unset')
      alice.env['AWS_PROFILE'] = 'work'
      const named = await alice.inShell('assume', open)
      assert.is(named.exitCode, 0, named.stderr)
    }))

  test('an entry is found by the id of its key', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.write('credentials', '')
      store(story, 'work', world.alice, world.alice.mfaSerial)
      alice.answers = [code]
      const { exitCode, stderr } = await alice.inShell('assume', world.roles.admin, '--from', world.alice.accessKeyId)
      assert.is(exitCode, 0, stderr)
    }))

  test('the vault is opened when a request is signed with its key, and for nothing that is remembered', () =>
    tell(async story => {
      const { alice, world, code } = story
      store(story, 'default', world.alice)
      alice.answers = [code]
      await alice.inShell('login')
      const { opened } = alice.keys
      assert.ok(opened > 0)
      for (const call of [['login'], ['assume', world.roles.admin], ['assume', world.roles.deploy], ['login']]) {
        const { exitCode, stderr } = await alice.inShell(...call)
        assert.is(exitCode, 0, stderr)
      }
      assert.is(alice.keys.opened, opened, 'the session is enough for every role')
      alice.answers = [code]
      const long = await alice.inShell('assume', world.roles.long, '--duration', '2h')
      assert.is(long.exitCode, 0, long.stderr)
      assert.ok(alice.keys.opened > opened, 'beyond an hour, the key itself signs')
    }))

  test('the vault is unlocked before the code is asked for, which would be stale by then', () =>
    tell(async story => {
      const { alice, world, code } = story
      store(story, 'default', world.alice)
      alice.answers = [code]
      await alice.inShell('login')
      for (const call of [
        ['login', '--refresh'],
        ['assume', world.roles.long, '--duration', '2h'],
      ]) {
        const { opened } = alice.keys
        alice.answers = [
          () => {
            assert.is(alice.keys.opened, opened + 1)
            return code()
          },
        ]
        const { exitCode, stderr } = await alice.inShell(...call)
        assert.is(exitCode, 0, stderr)
        assert.is(alice.keys.opened, opened + 1, 'and only once')
      }
    }))

  test('a key of the environment is used without a look into the vault', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.keys.remembersFacts = false
      store(story, 'default', world.carol)
      alice.env['AWS_ACCESS_KEY_ID'] = world.alice.accessKeyId
      alice.env['AWS_SECRET_ACCESS_KEY'] = world.alice.secretAccessKey
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('login')
      assert.is(exitCode, 0, stderr)
      assert.equal(signers(story), [world.alice.accessKeyId])
      assert.is(alice.keys.opened, 0)
    }))

  test("one client's key of the vault is not sent for another client's account", () =>
    tell(async story => {
      const { alice, sandbox, world } = story
      alice.write('credentials', '')
      alice.write('config', '')
      const user = sandbox.world.addUser(sandbox.world.addAccount('555555555555'), 'erin')
      const erin = sandbox.world.addKey(user)
      const { arn } = sandbox.world.addRole(sandbox.world.addAccount('666666666666'), 'Admin', trusting(user.arn))
      store(story, 'default', world.alice)
      store(story, 'other', erin)
      alice.answers = ['2']
      const asked = await alice.awsenv('assume', arn, '--region', 'eu-west-1')
      assert.is(asked.exitCode, 0, asked.stderr)
      assert.match(
        asked.questions[0] ?? '',
        /1 {2}"default" in awsenv's vault \(\*+\w{4}\)\n {2}2 {2}"other" in awsenv's vault/,
      )
      alice.write('config', `[profile prod]\nrole_arn = ${arn}\nsource_profile = other\n`)
      rmSync(join(alice.home, '.local/state/awsenv/keys-of-accounts.json'))
      const known = await alice.awsenv('assume', arn, '--region', 'eu-west-1', '--refresh')
      assert.equal([known.exitCode, known.questions], [0, []], known.stderr)
      assert.equal(signers(story), [erin.accessKeyId])
    }))

  test('where nobody can be asked, a vault that somebody has to unlock is 75, and no question', () =>
    tell(async story => {
      const { alice, world } = story
      store(story, 'default', world.alice)
      alice.keys.needsPerson = true
      for (const call of [
        ['credential-process', 'default'],
        ['credential-process', world.roles.admin],
      ]) {
        const { exitCode, script, questions } = await alice.awsenv(...call)
        assert.equal([exitCode, script, questions], [75, '', []], call.join(' '))
      }
      assert.is(alice.keys.opened, 0)
    }))

  test('another entry than the one that is asked for stays shut', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.keys.remembersFacts = false
      store(story, 'other', world.carol)
      alice.answers = [code]
      assert.is((await alice.inShell('login')).exitCode, 0)
      assert.is(alice.keys.opened, 0)
    }))
})
