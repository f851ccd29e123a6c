import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { keyOf } from '../commands/story.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'
import { enter, shellOf } from './typing.ts'

describe('e2e: keys', test => {
  const withStrace = needing(test, 'strace', has('strace'))
  const onTerminal = needing(test, 'python3 and bash', has('python3') && has('bash'))

  /** A stage whose vault is behind a passphrase, which a file gives. */
  const onLockedStage = (body: (stage: Stage) => Promise<void>) =>
    onStage(async stage => {
      stage.env['AWSENV_KEYSTORE'] = 'passphrase'
      stage.env['AWSENV_PASSPHRASE_FILE'] = stage.write('passphrase', 'correct horse\n')
      stage.env['AWSENV_SHELL'] = 'sh'
      await body(stage)
    })
  const keysAtAws = ({ sandbox, world }: Stage) => sandbox.world.user(world.alice.arn).keys
  const done = ({ status, stderr }: { status: number; stderr: string }) => assert.is(status, 0, stderr)

  test(
    'the first user: out of credentials.bk, logged in, rotated, back; and in between no file has the secret',
    onLockedStage(async stage => {
      const { alice } = stage.world
      const stale = { accessKeyId: 'ASIASTALESTALESTALE1', secretAccessKey: 'stale/secret' }
      stage.write('.aws/credentials', keyOf('default', stale, 'stale-session-token'))
      stage.write('.aws/credentials.bk', keyOf('default', alice))
      done(await stage.awsenv('keys', 'import', 'default', '--yes'))
      assert.equal(filesWith(stage, alice.secretAccessKey), [])
      done(await stage.run(['awsenv', 'login', '--mfa-stdin'], { input: `${stage.code()}\n` }))
      const { AWSENV_PASSPHRASE_FILE: _, ...locked } = stage.env
      const process = readFileSync(join(stage.home, '.aws/credentials'), 'utf8').match(/credential_process = (.*)/)?.[1]
      const served = await stage.run([
        'env',
        '-i',
        ...Object.entries(locked).map(pair => pair.join('=')),
        'sh',
        '-c',
        process ?? '',
      ])
      done(served)
      assert.match(JSON.parse(served.stdout).AccessKeyId, /^ASIA/)
      done(await stage.awsenv('keys', 'rotate'))
      const [key, ...others] = keysAtAws(stage)
      assert.equal([key?.active, others], [true, []])
      assert.is.not(key?.accessKeyId, alice.accessKeyId)
      assert.equal(filesWith(stage, key?.secretAccessKey ?? ''), [])
      done(await stage.awsenv('keys', 'remove', 'default', '--restore'))
      assert.equal(filesWith(stage, key?.secretAccessKey ?? ''), ['credentials'])
      done(await stage.awsenv('whoami'))
    }),
  )

  test(
    'kill -9 while a key is made, proven, switched off and deleted: a key that works is in the vault, and rotate goes on',
    onLockedStage(async stage => {
      const { sandbox } = stage
      done(await stage.awsenv('keys', 'import', 'default', '--yes'))
      for (const action of ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey']) {
        sandbox.fail({ action, how: { delay: 30_000 } })
        const before = sandbox.count(action)
        const { status } = await stage.run(['awsenv', 'keys', 'rotate', '--mfa-stdin'], {
          input: `${stage.code()}\n`,
          async onStart({ kill }) {
            while (sandbox.count(action) === before) await sleep(10)
            kill('SIGKILL')
          },
        })
        assert.is.not(status, 0)
        sandbox.recover()
        const listed = await stage.awsenv('keys', 'list', '--json')
        const { accessKeyId } = JSON.parse(listed.stdout).find(({ name }: { name: string }) => name === 'default')
        assert.ok(
          keysAtAws(stage).some(key => key.accessKeyId === accessKeyId && key.active),
          action,
        )
        const rotate = () =>
          stage.run(['awsenv', 'keys', 'rotate', '--yes', '--mfa-stdin'], { input: `${stage.code()}\n` })
        if (action === 'CreateAccessKey') {
          // Nobody can tell whose the key is that was made: it takes a person to delete it.
          const { status, stderr } = await rotate()
          assert.is(status, 1)
          assert.match(stderr, /there is no room for a new key: the user has another one, \*{4}\w{4} \(active/)
          const { keys } = sandbox.world.user(stage.world.alice.arn)
          keys.splice(
            keys.findIndex(key => key.accessKeyId !== accessKeyId),
            1,
          )
        }
        done(await rotate())
        assert.is(keysAtAws(stage).length, 1)
      }
    }),
  )

  const withCli = needing(test, 'the AWS CLI', has('aws'))
  withCli(
    'what read the key goes on by the line that import leaves: the AWS CLI, by [default] and by a role that starts from it',
    onLockedStage(async stage => {
      const { alice, roles } = stage.world
      const role = `[profile prod]\nrole_arn = ${roles.admin}\nsource_profile = default\nregion = eu-central-1\n`
      stage.write('.aws/config', `[default]\nregion = eu-central-1\nmfa_serial = ${alice.mfaSerial}\n${role}`)
      done(await stage.awsenv('keys', 'import', '--yes'))
      const before = await stage.run(['aws', 'sts', 'get-caller-identity'])
      assert.match(before.stderr, 'run awsenv login default')
      done(await stage.run(['awsenv', 'login', '--mfa-stdin'], { input: `${stage.code()}\n` }))
      for (const [profile, arn] of [
        ['default', alice.arn],
        ['prod', 'arn:aws:sts::123456789012:assumed-role/Admin/'],
      ] as const) {
        const { stdout, stderr } = await stage.run(['aws', 'sts', 'get-caller-identity', '--profile', profile])
        assert.match(stdout, arn, stderr)
      }
    }),
  )

  withStrace(
    'no secret is in the arguments of any process, on stderr or in a file',
    onLockedStage(async stage => {
      const { alice } = stage.world
      stage.write('.aws/credentials', '')
      const lines = `${alice.accessKeyId}\n${alice.secretAccessKey}\n`
      for (const [words, input] of [
        ['keys add default --stdin --debug', lines],
        ['keys list --debug', ''],
        ['keys rotate --mfa-stdin --debug', `${stage.code()}\n`],
        ['keys remove default --yes --debug', ''],
      ] as const) {
        const trace = join(stage.cwd, 'trace')
        const strace = ['strace', '-f', '-s', '100000', '-e', 'trace=execve', '-o', trace]
        const outcome = await stage.run([...strace, 'awsenv', ...words.split(' ')], { input })
        done(outcome)
        const secrets = [alice.secretAccessKey, ...keysAtAws(stage).map(key => key.secretAccessKey)]
        for (const secret of [...secrets, 'correct horse']) {
          assert.not(outcome.stderr.includes(secret) || outcome.stdout.includes(secret), words)
          assert.not(readFileSync(trace, 'utf8').includes(secret), words)
        }
        for (const secret of secrets) assert.equal(filesWith(stage, secret), [], words)
      }
    }),
  )

  onTerminal(
    'keys add on a terminal shows everything but the secret',
    onLockedStage(async stage => {
      const { alice } = stage.world
      stage.write('.aws/credentials', '')
      await using pty = await shellOf(stage, ['bash', '--noprofile', '--norc', '-i'])
      pty.type('awsenv keys add\r')
      await pty.shows('Profile that the key is for [default]: ')
      pty.type('\r')
      await pty.shows('Access key id: ')
      pty.type(`${alice.accessKeyId}\r`)
      await pty.shows('Secret access key (not shown): ')
      pty.type(`${alice.secretAccessKey}\r`)
      const shown = await pty.shows('@> ')
      assert.match(shown, `is "default" in awsenv's vault`)
      assert.not(shown.includes(alice.secretAccessKey))
      assert.match(await enter(pty, 'awsenv keys list'), /default +\*{4}\w{4} +arn:aws:iam::123456789012:mfa\/alice/)
    }),
  )
})

/** The names of the files that have a text in them: in the home directory, in memory, and what is temporary. */
function filesWith({ home, runtime, cwd }: Stage, text: string): string[] {
  return [home, runtime, cwd]
    .flatMap(root => readdirSync(root, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(text))
    .map(({ name }) => name)
}
