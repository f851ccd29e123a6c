import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'
import { keyOf, type Story, tell } from './story.ts'

describe('commands/import', test => {
  const read = ({ home }: Machine, name: string) => readFileSync(join(home, '.aws', name), 'utf8')
  const line = ({ home }: Machine, name: string) =>
    `credential_process = ${join(home, 'bin', 'awsenv')} credential-process ${name}\n`
  const snapshot = ({ home, keys }: Machine) =>
    JSON.stringify([
      ...readdirSync(home, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && !entry.parentPath.includes('/.local/state'))
        .map(entry => join(entry.parentPath, entry.name))
        .map(path => [path, readFileSync(path, 'latin1')]),
      [...keys.entries],
    ])

  test('finds nothing on a machine without other tools, and says so', async () => {
    using alice = machine()
    const { exitCode, script, stderr, questions } = await alice.awsenv('import')
    assert.equal([exitCode, script, questions], [0, '', []])
    assert.match(stderr, /found nothing of scripts, aws-vault, granted, /)
  })

  test('a tool that it does not know is misuse, with the nearest name', async () => {
    using alice = machine()
    const { exitCode, stderr } = await alice.awsenv('import', 'aws-vualt')
    assert.is(exitCode, 2)
    assert.match(stderr, 'did you mean "aws-vault"?')
  })

  /** Yesterday's session of the two scripts, and the copy that has the key. */
  const withScripts = ({ alice, world }: Story) => {
    alice.write('credentials', keyOf('default', { accessKeyId: 'ASIASTALESTALESTALE1', secretAccessKey: 's' }, 'token'))
    alice.write('credentials.bk', keyOf('default', world.alice))
  }

  test('scripts: the key of credentials.bk moves, and its line takes the place of yesterday’s session', () =>
    tell(async story => {
      const { alice, world, code } = story
      withScripts(story)
      alice.answers = ['y']
      const { exitCode, stderr, questions } = await alice.awsenv('import', 'scripts')
      assert.equal([exitCode, questions], [0, ['scripts: do it? [y/N] ']], stderr)
      assert.match(stderr, /scripts: the key \*{4}\w{4} of \[default\] in ".*credentials\.bk"\n/)
      assert.is(alice.keys.entries.get('default')?.accessKeyId, world.alice.accessKeyId)
      assert.is(read(alice, 'credentials'), `[default]\n${line(alice, 'default')}\n`)
      assert.is(read(alice, 'credentials.bk'), '[default]\n\n')
      alice.answers = [code]
      assert.is((await alice.inShell('login')).exitCode, 0)
    }))

  for (const [title, args, answers, exitCode] of [
    ['--dry-run', ['--dry-run'], [], 0],
    ['no', [], ['n'], 0],
    ['Enter', [], [''], 0],
    ['Ctrl-D', [], [undefined], 0],
  ] as const) {
    test(`${title} changes nothing`, () =>
      tell(async story => {
        const { alice } = story
        withScripts(story)
        const before = snapshot(alice)
        alice.answers = [...answers]
        const outcome = await alice.awsenv('import', ...args)
        assert.is(outcome.exitCode, exitCode)
        assert.match(outcome.stderr, 'move it into awsenv\'s vault as "default"')
        assert.is(snapshot(alice), before)
      }))
  }

  test('without a terminal and without --yes it lists everything, asks nobody, and changes nothing', () =>
    tell(async story => {
      const { alice } = story
      withScripts(story)
      alice.hasTerminal = false
      const before = snapshot(alice)
      const { exitCode, stderr } = await alice.awsenv('import')
      assert.is(exitCode, 75)
      assert.match(stderr, /scripts: the key .*--dry-run/s)
      assert.is(snapshot(alice), before)
    }))

  test('scripts: a session without a copy goes once AWS says that it has ended, and not before', () =>
    tell(async ({ alice, world, sandbox, code }) => {
      alice.answers = [code]
      assert.is((await alice.inShell('login')).exitCode, 0)
      const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = alice.env
      const session = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY }
      const other = keyOf('other', world.alice)
      alice.write('credentials', `${keyOf('old', session, AWS_SESSION_TOKEN)}region = eu-west-1\n${other}`)
      const offline = await alice.awsenv('import', 'scripts', '--yes', '--offline')
      assert.match(offline.stderr, 'only AWS knows whether the session of [old] has ended: it stays')
      const early = await alice.awsenv('import', 'scripts', '--yes')
      assert.match(early.stderr, /\[old\] in ".*" is still valid: it stays/)
      assert.match(read(alice, 'credentials'), AWS_SESSION_TOKEN)
      sandbox.clock.advance(13 * 3600)
      const late = await alice.awsenv('import', 'scripts', '--yes')
      assert.is(late.exitCode, 0, late.stderr)
      assert.is(read(alice, 'credentials'), `[old]\n\nregion = eu-west-1\n${other}`)
    }))

  const FILES = join(import.meta.dirname, '../import/keyring/files')
  const withVaultFiles = ({ home }: Machine) => cpSync(FILES, join(home, '.awsvault/keys'), { recursive: true })

  test('aws-vault: keys in its folder are listed without the passphrase, and copied with it, asked once', async () => {
    using alice = machine()
    withVaultFiles(alice)
    const listed = await alice.awsenv('import', 'aws-vault', '--dry-run')
    assert.equal([listed.exitCode, listed.questions], [0, []])
    for (const name of ['work', 'team/prod'])
      assert.match(listed.stderr, `the key "${name}" in "${alice.home}/.awsvault/keys"`)
    assert.match(listed.stderr, '1 cached session in')
    const before = readdirSync(join(alice.home, '.awsvault/keys'))
    alice.answers = ['y', 'wrong', 'correct horse']
    const { exitCode, stderr, questions } = await alice.awsenv('import', '--offline')
    assert.is(exitCode, 0, stderr)
    assert.equal(questions.length, 3)
    const stored = [...alice.keys.entries].map(([name, { accessKeyId }]) => [name, accessKeyId])
    assert.equal(stored.sort(), [
      ['team/prod', 'AKIATEAMTEAMTEAMTEAM'],
      ['work', 'AKIAWORKWORKWORKWORK'],
    ])
    assert.equal(readdirSync(join(alice.home, '.awsvault/keys')), before)
    const again = await alice.awsenv('import', '--offline')
    assert.equal([again.exitCode, again.questions], [0, []])
    assert.match(again.stderr, 'awsenv\'s vault has "work" already; aws-vault --backend=file remove work')
  })

  test('aws-vault: the passphrase of its own variable is tried alone', async () => {
    using alice = machine({ env: { AWS_VAULT_FILE_PASSPHRASE: 'correct horse' } })
    withVaultFiles(alice)
    assert.is((await alice.awsenv('import', '--yes', '--offline')).exitCode, 0)
    assert.is(alice.keys.entries.size, 2)
    using bob = machine({ env: { AWS_VAULT_FILE_PASSPHRASE: 'wrong' } })
    withVaultFiles(bob)
    const refused = await bob.awsenv('import', '--yes', '--offline')
    assert.equal([refused.exitCode, refused.questions, bob.keys.entries.size], [1, [], 0])
    assert.match(refused.stderr, 'the passphrase is wrong, or the file is damaged')
  })

  test('aws-vault: a key that AWS does not know is not stored, and one that fails stops no other', () =>
    tell(async ({ alice }) => {
      withVaultFiles(alice)
      writeFileSync(join(alice.home, '.awsvault/keys/broken'), 'x')
      alice.env['AWS_VAULT_FILE_PASSPHRASE'] = 'correct horse'
      const { exitCode, stderr } = await alice.awsenv('import', 'aws-vault', '--yes')
      assert.is(exitCode, 1)
      assert.equal(stderr.match(/error: /g)?.length, 3, stderr)
      assert.is(alice.keys.entries.size, 0)
      const offline = await alice.awsenv('import', 'aws-vault', '--yes', '--offline')
      assert.equal([offline.exitCode, alice.keys.entries.size], [1, 2])
    }))

  test('aws-vault: another key of that name in the vault is not touched', async () => {
    using alice = machine({ env: { AWS_VAULT_FILE_PASSPHRASE: 'correct horse' } })
    mkdirSync(join(alice.home, '.awsvault/keys'), { recursive: true })
    copyFileSync(join(FILES, 'work'), join(alice.home, '.awsvault/keys/work'))
    alice.stdin = ['AKIAOTHEROTHEROTHER1', 'otherOTHERother/OTHERother+OTHERotherOTH']
    assert.is((await alice.awsenv('keys', 'add', 'work', '--stdin', '--offline')).exitCode, 0)
    const { exitCode, questions } = await alice.awsenv('import', '--yes', '--offline')
    assert.equal([exitCode, questions], [0, []])
    assert.is(alice.keys.entries.get('work')?.accessKeyId, 'AKIAOTHEROTHEROTHER1')
  })

  test('aws-vault: its lines of credential_process become awsenv’s where awsenv has the key', async () => {
    using alice = machine({ env: { AWS_VAULT_FILE_PASSPHRASE: 'correct horse' } })
    withVaultFiles(alice)
    const config = (work: string, prod: string) =>
      `# mine\n[profile work]\n${work}region = eu-west-1 ; why\n\n[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = work\n[profile shown]\n${prod}`
    const rest =
      '[profile odd]\ncredential_process = aws-vault exec --duration=2h --json work\n[profile lost]\ncredential_process = aws-vault exec lost --json\n'
    alice.write(
      'config',
      config(
        'credential_process = "/usr/local/bin/aws-vault" exec --json --no-session work\n',
        'credential_process = aws-vault export --format=json prod\n',
      ) + rest,
    )
    const { exitCode, stderr } = await alice.awsenv('import', '--yes', '--offline')
    assert.is(exitCode, 1)
    assert.match(stderr, /"odd" in ".*config", line \d+\n.*\n?.*change it by hand/)
    assert.match(stderr, 'awsenv has no key for profile "lost": its line stays')
    assert.is(read(alice, 'config'), config(line(alice, 'work'), line(alice, 'prod')) + rest)
  })

  test('aws-vault: a line that somebody changes meanwhile stays as it is', async () => {
    using alice = machine({ env: { AWS_VAULT_FILE_PASSPHRASE: 'correct horse' } })
    withVaultFiles(alice)
    alice.write('config', '[profile work]\ncredential_process = aws-vault exec work --json\n')
    const theirs = '[profile work]\ncredential_process = other\n'
    alice.keys.beforeWrite = () => alice.write('config', theirs)
    const { exitCode, stderr } = await alice.awsenv('import', '--yes', '--offline')
    assert.is(exitCode, 1)
    assert.match(stderr, 'has changed meanwhile: [work] no longer has that line')
    assert.is(read(alice, 'config'), theirs)
  })

  test('aws-vault: what is in pass, or in a keychain that is closed, comes with the command that prints it', async () => {
    using alice = machine({ env: { AWS_VAULT_BACKEND: 'pass' } })
    alice.write('config', '[profile work]\nregion = x\n')
    mkdirSync(join(alice.home, '.password-store'))
    for (const name of ['work', 'bank']) writeFileSync(join(alice.home, `.password-store/${name}.gpg`), '')
    mkdirSync(join(alice.home, '.local/share/keyrings'), { recursive: true })
    writeFileSync(join(alice.home, '.local/share/keyrings/awsvault.keyring'), '')
    const { exitCode, stderr, questions } = await alice.awsenv('import')
    assert.equal([exitCode, questions], [0, []])
    assert.match(
      stderr,
      'run: aws-vault --backend=pass export --no-session --format=env work | cut -d= -f2- | awsenv keys add work --stdin',
    )
    assert.not.match(stderr, 'bank')
    assert.match(stderr, /awsvault\.keyring", in which awsenv sees no key\n.*aws-vault export/)
  })

  test('aws-vault: profile keys of its own are named, those that awsenv reads as such', async () => {
    using alice = machine()
    withVaultFiles(alice)
    alice.write(
      'config',
      '[profile work]\ninclude_profile = x\nmfa_process = y\nparent_profile = z\n[profile x]\nregion = a\n',
    )
    const { stderr } = await alice.awsenv('import', '--dry-run')
    assert.match(stderr, /include_profile, mfa_process in your profiles\n.*nothing to do: awsenv reads them/)
    assert.match(stderr, /parent_profile in your profiles.*\n.*rename it to include_profile/)
  })
})
