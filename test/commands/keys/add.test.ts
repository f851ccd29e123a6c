import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { Secret } from '../../../src/model/secret.ts'
import { describe } from '../../support/describe.ts'
import { keyOf, type Story, tell } from '../story.ts'

describe('commands/keys add', test => {
  const bare = (body: (story: Story) => Promise<void>) =>
    tell(async story => {
      story.alice.write('credentials', '')
      story.alice.write('config', '[default]\nregion = eu-central-1\n')
      await body(story)
    })
  const stored = ({ alice }: Story, name: string) => {
    const key = alice.keys.entries.get(name)
    return key && [key.accessKeyId, key.secretAccessKey.reveal(), key.mfa_serial]
  }
  const csv = ({ alice }: Story, text: string) => {
    const path = join(alice.home, 'keys.csv')
    writeFileSync(path, text)
    return path
  }

  test('asks for name, id and secret, the last without showing it, and AWS for whose it is', () =>
    bare(async story => {
      const { alice, world, code } = story
      const { accessKeyId, secretAccessKey, mfaSerial, arn } = world.alice
      alice.answers = ['', ` ${accessKeyId} `, secretAccessKey]
      const { exitCode, script, stderr, questions } = await alice.awsenv('keys', 'add')
      assert.equal([exitCode, script], [0, ''], stderr)
      assert.equal(questions, [
        'Profile that the key is for [default]: ',
        'Access key id: ',
        'Secret access key (not shown): (hidden)',
      ])
      assert.equal(stored(story, 'default'), [accessKeyId, secretAccessKey, mfaSerial])
      assert.match(
        stderr,
        new RegExp(`the key \\*{4}${accessKeyId.slice(-4)} of ${arn} is "default" in awsenv's vault`),
      )
      assert.not.match(stderr, accessKeyId)
      alice.answers = [code]
      assert.is((await alice.inShell('login')).exitCode, 0)
    }))

  test('--stdin: the id on one line, the secret on the next', () =>
    bare(async story => {
      const { alice, world } = story
      const { accessKeyId, secretAccessKey } = world.carol
      alice.stdin = [accessKeyId, secretAccessKey]
      alice.hasTerminal = false
      const { exitCode, stderr } = await alice.awsenv('keys', 'add', 'work', '--stdin')
      assert.is(exitCode, 0, stderr)
      assert.equal(stored(story, 'work'), [accessKeyId, secretAccessKey, undefined])
    }))

  for (const [title, wrap] of [
    ['as it is', (id: string, secret: string) => `Access key ID,Secret access key\r\n${id},${secret}\r\n`],
    ['with a BOM, as Windows has it', (id, secret) => `\ufeffAccess key ID,Secret access key\n${id},${secret}`],
    [
      'with the columns of a new user',
      (id, secret) =>
        `User name,Password,Access key ID,Secret access key,Console login link\nalice,,${id},"${secret}",https://a\n`,
    ],
  ] as readonly (readonly [string, (id: string, secret: string) => string])[]) {
    test(`--csv reads the console's download ${title}, and says that it is still there`, () =>
      bare(async story => {
        const { alice, world } = story
        const { accessKeyId, secretAccessKey, mfaSerial } = world.alice
        const path = csv(story, wrap(accessKeyId, secretAccessKey))
        const { exitCode, stderr } = await alice.awsenv('keys', 'add', 'work', '--csv', path)
        assert.is(exitCode, 0, stderr)
        assert.equal(stored(story, 'work'), [accessKeyId, secretAccessKey, mfaSerial])
        assert.match(stderr, `"${path}" still has the secret in plain text: delete it`)
      }))
  }

  const refused: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    ['no header', 'AKIAEXAMPLEEXAMPLE01,abcdefghijklmnopqrstuvwxyz\n', /the access key id is missing/],
    ['no secret', 'Access key ID,Secret access key\nAKIAEXAMPLEEXAMPLE01\n', /the secret access key is missing/],
    ['nothing', '', /the access key id is missing/],
    ['two keys', 'Access key ID,Secret access key\nAKIA1,x\nAKIA2,y\n', /more than one access key/],
    ['a temporary key', 'Access key ID,Secret access key\nASIAEXAMPLEEXAMPLE01,x\n', /\*{4}LE01 is temporary/],
  ]
  for (const [title, text, message] of refused) {
    test(`a file with ${title} is refused, and nothing of it is shown`, () =>
      bare(async story => {
        const { exitCode, stderr } = await story.alice.awsenv('keys', 'add', 'work', '--csv', csv(story, text))
        assert.is(exitCode, 1)
        assert.match(stderr, message)
        assert.not.match(stderr, /abcdef|AKIAEXAMPLE/)
        assert.is(story.alice.keys.entries.size, 0)
      }))
  }

  test('a key that AWS refuses is not stored; with --offline nobody is asked', () =>
    bare(async story => {
      const { alice, sandbox } = story
      const lines = ['AKIAEXAMPLEEXAMPLE01', 'a'.repeat(40)]
      alice.stdin = [...lines]
      const { exitCode, stderr } = await alice.awsenv('keys', 'add', 'work', '--stdin')
      assert.is(exitCode, 1)
      assert.match(stderr, 'AWS does not know the key ****LE01')
      assert.is(alice.keys.entries.size, 0)
      const asked = sandbox.requests.length
      alice.stdin = [...lines]
      assert.is((await alice.awsenv('keys', 'add', 'work', '--stdin', '--offline')).exitCode, 0)
      assert.is(sandbox.requests.length, asked)
      assert.equal(stored(story, 'work'), [...lines, undefined])
    }))

  test('another key of that name is replaced with --replace or consent only', () =>
    bare(async story => {
      const { alice, world } = story
      const add = (key: { accessKeyId: string; secretAccessKey: string }, ...options: string[]) => {
        alice.stdin = [key.accessKeyId, key.secretAccessKey]
        return alice.awsenv('keys', 'add', 'work', '--stdin', ...options)
      }
      await add(world.alice)
      alice.answers = ['n']
      assert.is((await add(world.carol)).exitCode, 1)
      alice.hasTerminal = false
      const { exitCode, stderr } = await add(world.carol)
      assert.is(exitCode, 75)
      assert.match(stderr, '--replace puts')
      assert.is(stored(story, 'work')?.[0], world.alice.accessKeyId)
      assert.is((await add(world.carol, '--replace')).exitCode, 0)
      assert.is(stored(story, 'work')?.[0], world.carol.accessKeyId)
      assert.is((await add(world.carol)).exitCode, 0, 'the same key again is no replacement')
      const slip = await add({ ...world.carol, secretAccessKey: 'w'.repeat(40) }, '--offline')
      assert.equal([slip.exitCode, stored(story, 'work')?.[1]], [75, world.carol.secretAccessKey])
      assert.match(slip.stderr, /"work" in awsenv's vault is \*{4}\w{4} with another secret/)
    }))

  test('2.1 another awsenv puts a key there while the question is open: nothing has changed', () =>
    bare(async story => {
      const { alice, world } = story
      const entry = ({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }) => ({
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
      })
      alice.keys.entries.set('work', entry(world.bob))
      alice.stdin = [world.alice.accessKeyId, world.alice.secretAccessKey]
      alice.answers = [
        () => {
          alice.keys.entries.set('work', entry(world.carol))
          return 'y'
        },
      ]
      const { exitCode, stderr } = await alice.awsenv('keys', 'add', 'work', '--stdin')
      assert.is(exitCode, 1)
      assert.match(stderr, 'another awsenv has just changed the key "work" in the vault')
      assert.is(stored(story, 'work')?.[0], world.carol.accessKeyId)
    }))

  for (const name of ['', ' x', 'x]', 'a\nb', 'work (new)', 'work (old)', 'x'.repeat(129)]) {
    test(`${JSON.stringify(name).slice(0, 20)} is no name of a key`, () =>
      bare(async ({ alice, world }) => {
        alice.stdin = [world.alice.accessKeyId, world.alice.secretAccessKey]
        assert.is((await alice.awsenv('keys', 'add', name, '--stdin')).exitCode, 2)
      }))
  }

  test('a key that the profile has in the files too is told', () =>
    bare(async ({ alice, world }) => {
      alice.write('credentials', keyOf('work', world.bob))
      alice.stdin = [world.alice.accessKeyId, world.alice.secretAccessKey]
      const { stderr } = await alice.awsenv('keys', 'add', 'work', '--stdin')
      assert.match(stderr, /profile "work" has another key in ".*credentials", line 2, too/)
    }))
})
