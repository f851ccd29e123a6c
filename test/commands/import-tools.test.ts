/** What the other tools leave behind, in files of their formats. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'
import { keyOf } from './story.ts'

describe('commands/import: tools', test => {
  const read = ({ home }: Machine, name: string) => readFileSync(join(home, name), 'utf8')
  const put = ({ home }: Machine, name: string, text: string) => {
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), text)
  }
  const line = ({ home }: Machine, name: string) =>
    `credential_process = ${join(home, 'bin', 'awsenv')} credential-process ${name}\n`
  const KEY = { accessKeyId: 'AKIAWORKWORKWORKWORK', secretAccessKey: 'workWORKwork/WORKwork+WORKworkWORKworkWO' }
  const SESSION = { accessKeyId: 'ASIAWORKWORKWORKWORK', secretAccessKey: 'sessionSESSIONsessionSESSION' }

  test('granted: keys of its folder, wherever its settings put it, and its lines', async () => {
    for (const [folder, settings] of [
      ['.granted/secure-storage-aws-iam-credentials', ''],
      ['elsewhere', '[Keyring]\nBackend = "file"\nFileDir = "HOME/elsewhere"\n'],
    ] as const) {
      using alice = machine()
      put(alice, '.granted/config', `DefaultBrowser = "FIREFOX"\n${settings.replace('HOME', alice.home)}`)
      cpSync(join(import.meta.dirname, '../import/keyring/files/work'), join(alice.home, folder, 'work'))
      alice.write(
        'config',
        '[profile work]\ncredential_process = granted credential-process --profile=work\nregion = x\n',
      )
      alice.answers = ['y', 'correct horse']
      const { exitCode, stderr } = await alice.awsenv('import', 'granted', '--offline')
      assert.is(exitCode, 0, stderr)
      assert.match(stderr, 'granted credentials remove work removes it there')
      assert.is(alice.keys.entries.get('work')?.accessKeyId, 'AKIAWORKWORKWORKWORK')
      assert.is(read(alice, '.aws/config'), `[profile work]\n${line(alice, 'work')}region = x\n`)
    }
  })

  test('granted: a key that awsenv cannot read comes with the command that exports it, and its line stays', async () => {
    using alice = machine()
    const config = '[profile work]\ncredential_process = granted credential-process --profile=work\n'
    alice.write('config', config)
    const { exitCode, stderr } = await alice.awsenv('import', 'granted', '--yes', '--offline')
    assert.is(exitCode, 1)
    assert.match(stderr, 'run: granted credentials export-plaintext work, then awsenv keys import work')
    assert.is(read(alice, '.aws/config'), config)
  })

  test('granted: profiles of Identity Center get AWS’s own names, and no other byte changes', async () => {
    using alice = machine()
    const own = (prefix: string, process: string) =>
      `# mine\n[profile corp/Admin]\n${prefix}sso_start_url = https://corp.awsapps.com/start\n${prefix}sso_region = eu-west-1 # why\n${prefix}sso_account_id = 123456789012\n${prefix}sso_role_name = Admin\ncommon_fate_generated_from = aws-sso\n${process}region = eu-central-1\n`
    const config = own('granted_', 'credential_process = granted credential-process --profile corp/Admin\n')
    alice.write('config', config)
    assert.is((await alice.awsenv('import', 'granted', '--yes')).exitCode, 0)
    assert.is(read(alice, '.aws/config'), own('', '').replace(' # why', ''))
  })

  test('aws-mfa: the long-term key moves to the name of its session, with its device, and the session gives way', async () => {
    using alice = machine()
    const longTerm = keyOf('work-long-term', KEY).trimEnd()
    alice.write(
      'credentials',
      `${longTerm}\naws_mfa_device = arn:aws:iam::123456789012:mfa/alice\nassume_role = arn:aws:iam::123456789012:role/Admin\n\n${keyOf('work', SESSION, 'token').trimEnd()}\nexpiration = 2026-01-01 00:00:00\n`,
    )
    alice.answers = ['y']
    const { exitCode, stderr } = await alice.awsenv('import', 'aws-mfa', '--offline')
    assert.is(exitCode, 0, stderr)
    assert.match(stderr, 'run: awsenv assume arn:aws:iam::123456789012:role/Admin --from work')
    const { accessKeyId, mfa_serial } = alice.keys.entries.get('work') ?? {}
    assert.equal([accessKeyId, mfa_serial], [KEY.accessKeyId, 'arn:aws:iam::123456789012:mfa/alice'])
    const text = read(alice, '.aws/credentials')
    for (const gone of [KEY.secretAccessKey, SESSION.secretAccessKey]) assert.not.match(text, gone)
    assert.match(text, `[work]\n${line(alice, 'work')}expiration = 2026-01-01 00:00:00\n`)
    assert.is((await alice.awsenv('keys', 'remove', 'work', '--restore')).exitCode, 0)
    assert.match(read(alice, '.aws/credentials'), `[work]\naws_access_key_id = ${KEY.accessKeyId}\n`)
  })

  test('aws-mfa: a key that profiles start from keeps its name', async () => {
    using alice = machine()
    alice.write('credentials', keyOf('work-long-term', KEY))
    alice.write(
      'config',
      '[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = work-long-term\n',
    )
    assert.is((await alice.awsenv('import', '--yes', '--offline')).exitCode, 0)
    assert.equal([...alice.keys.entries.keys()], ['work-long-term'])
  })

  test('aws-mfa: another long-term key of that name stays, and no line is put where nobody would read it', async () => {
    using alice = machine()
    const other = keyOf('work', { ...KEY, accessKeyId: 'AKIAOTHEROTHEROTHER1' })
    alice.write('credentials', keyOf('work-long-term', KEY) + other)
    const { exitCode, stderr } = await alice.awsenv('import', 'aws-mfa', '--yes', '--offline')
    assert.is(exitCode, 0, stderr)
    assert.match(stderr, 'has another key, ****HER1')
    assert.is(read(alice, '.aws/credentials'), `[work-long-term]\n\n${other}`)
  })

  test('awsume: its settings are named, and the sessions of its cache deleted, but no other file', async () => {
    using alice = machine()
    put(alice, '.awsume/config.yaml', "colors: true\nrole-duration: 43200\nrole-session-name: 'me'\nregion: ''\n")
    put(
      alice,
      '.awsume/cache/aws-credentials-AKIA',
      JSON.stringify({ ...SESSION, AccessKeyId: 'ASIA', SessionToken: 't' }),
    )
    put(alice, '.awsume/cache/notes', 'mine')
    alice.answers = ['y']
    const { exitCode, stderr } = await alice.awsenv('import', 'awsume')
    assert.is(exitCode, 0, stderr)
    assert.match(stderr, /role-duration = 43200 in ".*\n.*duration_seconds/)
    assert.match(stderr, 'role-session-name = me in')
    assert.not.match(stderr, 'region = ')
    assert.not(existsSync(join(alice.home, '.awsume/cache/aws-credentials-AKIA')))
    assert.is(read(alice, '.awsume/cache/notes'), 'mine')
  })

  test('aws-cli: keys of aws configure move; of its cache, sessions that were seen are deleted, and nothing else', async () => {
    using alice = machine()
    alice.write('credentials', keyOf('default', KEY))
    const session = (key: string) => JSON.stringify({ Credentials: { AccessKeyId: key, SecretAccessKey: 's' } })
    for (const name of ['a', 'b']) put(alice, `.aws/cli/cache/${name}.json`, session(name))
    put(alice, '.aws/cli/cache/session.db', 'sqlite')
    put(alice, '.aws/sso/cache/token.json', session('token'))
    alice.answers = [
      () => {
        put(alice, '.aws/cli/cache/c.json', session('c'))
        return 'y'
      },
    ]
    const { exitCode, stderr, questions } = await alice.awsenv('import', 'aws-cli', '--offline')
    assert.equal([exitCode, questions], [0, ['aws-cli: do these 2 things? [y/N] ']], stderr)
    assert.match(stderr, /2 sessions in plain text in ".*cache"\n.*delete them/)
    assert.is(read(alice, '.aws/credentials'), `[default]\n${line(alice, 'default')}\n`)
    const left = [
      'cli/cache/a.json',
      'cli/cache/b.json',
      'cli/cache/c.json',
      'cli/cache/session.db',
      'sso/cache/token.json',
    ]
    assert.equal(
      left.filter(name => existsSync(join(alice.home, '.aws', name))),
      left.slice(2),
    )
  })

  test('aws-cli: a session that was renewed meanwhile stays', async () => {
    using alice = machine()
    put(alice, '.aws/cli/cache/a.json', '{"Credentials":{"AccessKeyId":"old"}}')
    const renewed = '{"Credentials":{"AccessKeyId":"new"}}'
    alice.answers = [
      () => {
        put(alice, '.aws/cli/cache/a.json', renewed)
        return 'y'
      },
    ]
    const { exitCode, stderr } = await alice.awsenv('import', 'aws-cli')
    assert.is(exitCode, 1)
    assert.match(stderr, 'a.json" has changed meanwhile')
    assert.is(read(alice, '.aws/cli/cache/a.json'), renewed)
  })

  test('saml2aws: its accounts are named with the way to use them from awsenv', async () => {
    using alice = machine()
    put(
      alice,
      '.saml2aws',
      '[default]\nurl = https://idp\nprovider = Okta\naws_profile = saml\nrole_arn = arn:aws:iam::123456789012:role/Admin\n[other]\naws_profile = done\n',
    )
    alice.write(
      'config',
      '[profile done]\ncredential_process = saml2aws login --skip-prompt --quiet --credential-process --profile done\n',
    )
    const { exitCode, stderr, questions } = await alice.awsenv('import')
    assert.equal([exitCode, questions], [0, []])
    assert.match(stderr, '--credential-process --role arn:aws:iam::123456789012:role/Admin --profile saml')
    assert.match(stderr, 'nothing to do: awsenv assume done runs it')
  })

  test('a tool whose file can’t be read hides nothing of the others', async () => {
    using alice = machine()
    put(alice, '.saml2aws', 'url = no section\n')
    put(alice, '.awsume/config.yaml', 'role-duration: 3600\n')
    const { exitCode, stderr } = await alice.awsenv('import')
    assert.is(exitCode, 0)
    assert.match(stderr, /saml2aws: .*\.saml2aws/)
    assert.match(stderr, 'role-duration = 3600')
  })
})
