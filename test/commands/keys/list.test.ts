import * as assert from 'uvu/assert'
import { Secret } from '../../../src/model/secret.ts'
import { describe } from '../../support/describe.ts'
import { type Story, tell } from '../story.ts'

describe('commands/keys list and remove', test => {
  const inVault = (body: (story: Story) => Promise<void>) =>
    tell(async story => {
      const { alice, world, sandbox } = story
      const created = Math.floor(sandbox.clock.now() / 1000) - 3 * 86_400
      for (const [name, { accessKeyId, secretAccessKey }] of [
        ['default', world.alice],
        ['work', world.carol],
      ] as const)
        alice.keys.entries.set(name, { accessKeyId, secretAccessKey: new Secret(secretAccessKey), created })
      await body(story)
    })

  test('a line for each key: last four characters, device, age, and what uses it', () =>
    inVault(async ({ alice, world }) => {
      const mfa = `[default]\nmfa_serial = ${world.alice.mfaSerial}\n`
      alice.write('config', `${mfa}[profile a]\nrole_arn = ${world.roles.admin}\nsource_profile = work\n`)
      const { exitCode, script } = await alice.awsenv('keys', 'list')
      assert.is(exitCode, 0)
      const [header, first, second, ...more] = script.trimEnd().split('\n')
      assert.match(header ?? '', /^name +key +mfa device +age +used by$/)
      assert.match(
        first ?? '',
        /^default +\*{4}\w{4} +arn:aws:iam::123456789012:mfa\/alice +3 days +plain text: \[default\] in ".*credentials", line 2$/,
      )
      assert.match(second ?? '', /^work +\*{4}\w{4} +3 days +a$/)
      assert.equal(more, [])
      for (const { secretAccessKey, accessKeyId } of [world.alice, world.carol])
        assert.ok(!script.includes(secretAccessKey) && !script.includes(accessKeyId))
    }))

  test('--json has the same, and no secret', () =>
    inVault(async ({ alice, world }) => {
      const { script } = await alice.awsenv('keys', 'list', '--json')
      const [first] = JSON.parse(script)
      assert.equal(Object.keys(first), ['name', 'accessKeyId', 'created', 'mfa_serial', 'sources', 'copies', 'served'])
      assert.is(first.accessKeyId, world.alice.accessKeyId)
      assert.not.match(script, world.alice.secretAccessKey)
    }))

  test('an empty vault is told, and is no failure', () =>
    tell(async ({ alice }) => {
      const { exitCode, script, stderr } = await alice.awsenv('keys', 'list')
      assert.equal([exitCode, script], [0, ''])
      assert.match(stderr, 'run: awsenv keys add, or awsenv keys import')
      assert.is((await alice.awsenv('keys', 'list', '--json')).script, '[]\n')
    }))

  test('remove says what it means, and asks', () =>
    inVault(async ({ alice }) => {
      alice.write('config', '[profile a]\nrole_arn = arn:aws:iam::123456789012:role/A\nsource_profile = work\n')
      alice.answers = ['']
      const refused = await alice.awsenv('keys', 'remove', 'work')
      assert.is(refused.exitCode, 1)
      assert.match(refused.questions[0] ?? '', /will be lost unless you have it elsewhere; the key stays valid in IAM/)
      assert.match(refused.stderr, 'these profiles start from it: a')
      assert.ok(alice.keys.entries.has('work'))
      assert.is((await alice.awsenv('keys', 'remove', 'work', '--yes')).exitCode, 0)
      assert.equal([...alice.keys.entries.keys()], ['default'])
    }))

  test('remove names what is there where the name is not', () =>
    inVault(async ({ alice }) => {
      const slip = await alice.awsenv('keys', 'remove', 'wrok', '--yes')
      assert.is(slip.exitCode, 1)
      assert.match(slip.stderr, 'did you mean "work"?')
      assert.match((await alice.awsenv('keys', 'remove', 'elsewhere', '--yes')).stderr, 'it has default, work')
    }))

  test('remove leaves alone what a rotation has not ended with', () =>
    inVault(async ({ alice }) => {
      const key = alice.keys.entries.get('work')
      if (key) alice.keys.entries.set('work (old)', key)
      const { exitCode, stderr } = await alice.awsenv('keys', 'remove', 'work', '--yes')
      assert.is(exitCode, 1)
      assert.match(stderr, 'run: awsenv keys rotate work')
    }))

  test('remove --restore does not overwrite another key of the profile, and the vault keeps its own', () =>
    inVault(async ({ alice, world }) => {
      alice.write('credentials', `[work]\naws_access_key_id = ${world.bob.accessKeyId}\naws_secret_access_key = x\n`)
      const { exitCode, stderr } = await alice.awsenv('keys', 'remove', 'work', '--restore')
      assert.is(exitCode, 1)
      assert.match(stderr, 'profile "work" has another key')
      assert.ok(alice.keys.entries.has('work'))
    }))

  test('2.1 remove takes out the key that was named, and none that another awsenv has put there meanwhile', () =>
    inVault(async ({ alice }) => {
      const other = alice.keys.entries.get('default')
      alice.answers = [
        () => {
          if (other) alice.keys.entries.set('work', other)
          return 'y'
        },
      ]
      const { exitCode, stderr } = await alice.awsenv('keys', 'remove', 'work')
      assert.is(exitCode, 1)
      assert.match(stderr, 'another awsenv has just changed the key "work" in the vault')
      assert.is(alice.keys.entries.get('work'), other)
    }))

  test("remove tells of awsenv's line that stays behind", () =>
    inVault(async ({ alice }) => {
      alice.write('credentials', '[work]\ncredential_process = /bin/awsenv credential-process work\n')
      const { stderr } = await alice.awsenv('keys', 'remove', 'work', '--yes')
      assert.match(stderr, /profile "work" still asks awsenv for it \(".*credentials", line 2\): delete that line/)
    }))
})
