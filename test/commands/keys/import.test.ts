import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../../support/describe.ts'
import { keyOf, type Story, tell } from '../story.ts'

describe('commands/keys import', test => {
  const read = ({ alice }: Story, name: string) => readFileSync(join(alice.home, '.aws', name), 'utf8')
  /** Every file below the home directory that has a text in it. */
  const having = ({ alice }: Story, text: string) =>
    readdirSync(alice.home, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
      .map(({ name }) => name)
  const line = ({ alice }: Story, name: string) =>
    `credential_process = ${join(alice.home, 'bin', 'awsenv')} credential-process ${name}\n`

  test('says what depends on the key, and puts a line in its place; every other byte stays', () =>
    tell(async story => {
      const { alice, world } = story
      const { accessKeyId, secretAccessKey } = world.alice
      const key = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
      const around = (middle: string) => `# mine\n[other]\nregion=x\n\n[work]\n; why\n${middle}region = eu-west-1\n`
      alice.write('credentials', around(key))
      alice.write('config', `[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = work\n`)
      alice.answers = ['']
      const { exitCode, script, stderr, questions } = await alice.awsenv('keys', 'import', 'work')
      assert.equal([exitCode, script, questions.length], [0, '', 1], stderr)
      assert.match(stderr, /the key \*{4}\w{4} of arn:.*alice is in ".*credentials", as \[work\]/)
      assert.match(stderr, 'these profiles start from it (source_profile): prod')
      assert.is(read(story, 'credentials'), around(line(story, 'work')))
      assert.equal(having(story, secretAccessKey), [])
      const back = await alice.awsenv('keys', 'remove', 'work', '--restore')
      assert.is(back.exitCode, 0, back.stderr)
      assert.is(read(story, 'credentials'), around(key))
      assert.is(alice.keys.entries.size, 0)
    }))

  test('what depended on the key goes on: roles by awsenv, and other programs by a session of the login', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.write(
        'config',
        `[default]\nmfa_serial = ${world.alice.mfaSerial}\nregion = eu-west-1\n[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\n`,
      )
      assert.is((await alice.awsenv('keys', 'import', '--yes')).exitCode, 0)
      const early = await alice.awsenv('credential-process', 'default')
      assert.equal([early.exitCode, early.script, early.questions], [75, '', []])
      assert.match(early.stderr, 'run awsenv login default')
      alice.answers = [code]
      assert.is((await alice.inShell('login')).exitCode, 0)
      const { exitCode, script, stderr } = await alice.awsenv('credential-process', 'default')
      assert.is(exitCode, 0, stderr)
      assert.is(JSON.parse(script).AccessKeyId, alice.env['AWS_ACCESS_KEY_ID'])
      assert.is((await alice.inShell('assume', 'prod')).exitCode, 0)
    }))

  test('the first user: out of credentials.bk, and the temporary key in [default] gives way to the line', () =>
    tell(async story => {
      const { alice, world, code } = story
      const stale = { accessKeyId: 'ASIASTALESTALESTALE1', secretAccessKey: 'stale/secret' }
      alice.write('credentials', keyOf('default', stale, 'stale-session-token'))
      alice.write('credentials.bk', keyOf('default', world.alice))
      alice.answers = ['y']
      const { exitCode, stderr } = await alice.awsenv('keys', 'import', 'default')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, 'the AWS Toolkit of VS Code')
      assert.is(read(story, 'credentials.bk'), '[default]\n\n')
      assert.is(read(story, 'credentials'), `[default]\n${line(story, 'default')}\n`)
      assert.equal(having(story, world.alice.secretAccessKey), [])
      alice.answers = [code]
      const login = await alice.inShell('login')
      assert.equal([login.exitCode, login.questions.length], [0, 1], login.stderr)
    }))

  for (const [title, answers, options, has] of [
    ['n: the key goes, and no line stands there', ['n'], [], { key: false, line: false }],
    ['k: the key stays there too', ['k'], [], { key: true, line: false }],
    ['--yes', [], ['--yes'], { key: false, line: true }],
    ['--no-line', [], ['--no-line'], { key: false, line: false }],
    ['--keep', [], ['--keep'], { key: true, line: false }],
  ] as const) {
    test(title, () =>
      tell(async story => {
        const { alice, world } = story
        alice.answers = [...answers]
        const { exitCode, stderr } = await alice.awsenv('keys', 'import', 'default', ...options)
        assert.is(exitCode, 0, stderr)
        const text = read(story, 'credentials')
        assert.is(text.includes(world.alice.secretAccessKey), has.key)
        assert.is(text.includes('credential_process'), has.line)
        assert.is(alice.keys.entries.get('default')?.accessKeyId, world.alice.accessKeyId)
        assert.is(alice.keys.entries.get('default')?.mfa_serial, world.alice.mfaSerial)
      }),
    )
  }

  for (const [title, arrange] of Object.entries({
    'Ctrl-D at the question': ({ alice }: Story): void => void alice.answers.push(undefined),
    'an answer that is none': ({ alice }: Story): void => void alice.answers.push('what?'),
    'a key that AWS refuses': ({ sandbox, world }: Story) => {
      for (const key of sandbox.world.user(world.alice.arn).keys) key.active = false
    },
    'a vault that can’t be written': ({ alice }: Story) => {
      alice.answers = ['y']
      alice.keys.beforeWrite = () => {
        throw new Error('no room')
      }
    },
  })) {
    test(`${title}: nothing has changed`, () =>
      tell(async story => {
        const before = read(story, 'credentials')
        arrange(story)
        assert.is((await story.alice.awsenv('keys', 'import', 'default')).exitCode, 1)
        assert.is(read(story, 'credentials'), before)
        assert.is(story.alice.keys.entries.size, 0)
      }))
  }

  const OTHER = { accessKeyId: 'AKIANEWNEWNEWNEWNEW1', secretAccessKey: 'new/secret' }

  test('2.1 another program changes the key while the question is open: nothing has changed', () =>
    tell(async story => {
      const { alice } = story
      const meanwhile = keyOf('default', OTHER)
      alice.answers = [
        () => {
          alice.write('credentials', meanwhile)
          return 'y'
        },
      ]
      const { exitCode, stderr } = await alice.awsenv('keys', 'import', 'default')
      assert.is(exitCode, 1)
      assert.match(
        stderr,
        /credentials" has changed meanwhile: the key is no longer in \[default\].*\n.*nothing has changed/,
      )
      assert.equal([read(story, 'credentials'), alice.keys.entries.size], [meanwhile, 0])
    }))

  test('2.1 another program changes the key after it was stored: it is taken for what it is', () =>
    tell(async story => {
      const { alice, world } = story
      const meanwhile = keyOf('default', OTHER)
      alice.keys.beforeWrite = () => alice.write('credentials', meanwhile)
      const { exitCode, stderr } = await alice.awsenv('keys', 'import', 'default', '--yes')
      assert.is(exitCode, 1)
      assert.match(stderr, "and awsenv removed nothing\nawsenv: hint: the key that was there is in awsenv's vault")
      assert.is(read(story, 'credentials'), meanwhile)
      assert.is(alice.keys.entries.get('default')?.accessKeyId, world.alice.accessKeyId)
    }))

  test('2.1 what another program changes beside the key is kept', () =>
    tell(async story => {
      const { alice, world } = story
      alice.answers = [
        () => {
          alice.write('credentials', `${keyOf('new', OTHER)}${keyOf('default', world.alice)}region = x\n`)
          return 'n'
        },
      ]
      assert.is((await alice.awsenv('keys', 'import', 'default')).exitCode, 0)
      assert.is(read(story, 'credentials'), `${keyOf('new', OTHER)}[default]\n\nregion = x\n`)
    }))

  test('2.2 of a profile that stands twice with two keys, the one that is stored goes, and the other is named', () =>
    tell(async story => {
      const { alice, world } = story
      alice.write('credentials', keyOf('default', OTHER) + keyOf('default', world.alice))
      const { exitCode, stderr } = await alice.awsenv('keys', 'import', 'default', '--yes')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, /\[default\] has another key, \*{4}NEW1, in ".*credentials", line 2: it stays there/)
      assert.is(read(story, 'credentials'), `${keyOf('default', OTHER)}[default]\n\n`)
    }))

  test('2.2 the same key in the config file, hidden by the credentials file, goes too, and another one there is named', () =>
    tell(async story => {
      const { alice, world } = story
      alice.write('config', keyOf('default', world.alice))
      assert.is((await alice.awsenv('keys', 'import', 'default', '--no-line')).exitCode, 0)
      assert.equal(having(story, world.alice.secretAccessKey), [])
      alice.keys.entries.clear()
      alice.write('credentials', keyOf('default', world.alice))
      alice.write('config', keyOf('default', OTHER))
      const { stderr } = await alice.awsenv('keys', 'import', 'default', '--no-line')
      assert.match(stderr, /\[default\] has another key, \*{4}NEW1, in ".*config", line 2/)
      assert.is(read(story, 'config'), keyOf('default', OTHER))
    }))

  test('cut off between the vault and the file, it is run again', () =>
    tell(async story => {
      const { alice, world } = story
      await alice.awsenv('keys', 'import', 'default', '--keep')
      const { exitCode, stderr, questions } = await alice.awsenv('keys', 'import', 'default', '--yes')
      assert.equal([exitCode, questions], [0, []], stderr)
      assert.equal(having(story, world.alice.secretAccessKey), [])
    }))

  test('the same key in another profile stays, and is told', () =>
    tell(async story => {
      const { alice, world } = story
      alice.write('credentials', keyOf('default', world.alice) + keyOf('twin', world.alice))
      const { stderr } = await alice.awsenv('keys', 'import', 'default', '--yes')
      assert.match(stderr, /the same key is elsewhere too, and stays there: \[twin\] in ".*credentials", line \d/)
      assert.match(read(story, 'credentials'), keyOf('twin', world.alice))
    }))

  test('of several profiles with a key, one is chosen; a temporary one is not among them', () =>
    tell(async story => {
      const { alice, world } = story
      const temporary = keyOf('temp', { accessKeyId: 'ASIATEMPTEMPTEMPTEMP', secretAccessKey: 'x' }, 'y')
      alice.write('credentials', keyOf('one', world.alice) + temporary + keyOf('two', world.carol))
      alice.answers = ['two', 'n']
      const { exitCode, questions } = await alice.awsenv('keys', 'import')
      assert.is(exitCode, 0)
      assert.match(questions[0] ?? '', 'These profiles have a key: one, two\n')
      assert.equal([...alice.keys.entries.keys()], ['two'])
    }))

  const refusals: readonly (readonly [title: string, name: string, message: RegExp])[] = [
    ['a temporary key', 'temp', /profile "temp" has a temporary key, \*{4}TEMP, which ends by itself/],
    ['a profile without a key', 'empty', /profile "empty" has no access key in ~\/\.aws/],
    ['a profile that is nowhere', 'emty', /no profile "emty".*\n.*did you mean "empty"/],
  ]
  for (const [title, name, message] of refusals) {
    test(`${title} is refused with a sentence`, () =>
      tell(async ({ alice }) => {
        const key = { accessKeyId: 'ASIATEMPTEMPTEMPTEMP', secretAccessKey: 'x' }
        alice.write('credentials', `${keyOf('temp', key, 'y')}[empty]\nregion = x\n`)
        const { exitCode, stderr } = await alice.awsenv('keys', 'import', name)
        assert.is(exitCode, 1)
        assert.match(stderr, message)
      }))
  }

  test('a profile that has a role of its own gets no line, which no program would read', () =>
    tell(async story => {
      const { alice, world } = story
      alice.write('config', `[profile both]\nrole_arn = ${world.roles.admin}\nsource_profile = both\n`)
      alice.write('credentials', keyOf('both', world.alice))
      alice.answers = ['y']
      const { questions } = await alice.awsenv('keys', 'import', 'both')
      assert.equal(questions, ['Remove it there? [Y]es, [k]eep it there too: '])
      assert.is(read(story, 'credentials'), '[both]\n\n')
    }))
})
