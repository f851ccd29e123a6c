import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { trusting } from '../../tools/sandbox/demo-world.ts'
import { describe } from '../support/describe.ts'
import { keyOf, type Story, tell } from './story.ts'

describe('commands: whose key, of two clients', test => {
  /** alice's key in [default], erin's of another client in [other]; each may assume a role in an account of her own. */
  const twoClients = (
    body: (story: Story & { erin: string; roles: { alices: string; erins: string } }) => Promise<void>,
  ) =>
    tell(async story => {
      const { sandbox, world, alice } = story
      const account = sandbox.world.addAccount('555555555555', { alias: 'erins' })
      const user = sandbox.world.addUser(account, 'erin')
      const { accessKeyId, secretAccessKey } = sandbox.world.addKey(user)
      const erins = sandbox.world.addAccount('666666666666', { alias: 'erins-production' })
      const role = sandbox.world.addRole(erins, 'Admin', trusting(user.arn))
      alice.write('credentials', keyOf('default', world.alice) + keyOf('other', { accessKeyId, secretAccessKey }))
      const roles = { alices: world.roles.open, erins: role.arn }
      await body({ ...story, erin: accessKeyId, roles })
    })
  const keysUsed = ({ sandbox }: Story) => new Set(sandbox.requests.map(({ accessKeyId }) => accessKeyId))
  const kept = ({ alice }: Story) => join(alice.home, '.local/state/awsenv/keys-of-accounts.json')

  for (const args of [
    ['assume', 'Admin', '100000000012'],
    ['assume', '1000-0000-001', 'Admin'],
    ['assume', '100000000012', 'not a role'],
    ['console', 'Admin', '1000-0000-0012'],
    ['credential-process', 'Admin', '100000000012'],
    ['exec', 'Admin', '100000000012', 'env'],
    ['config', 'add-profile', 'x', 'Admin', '100000000012'],
  ]) {
    test(`3.3 words are understood before anybody is asked whose key it is: ${args.join(' ')}`, () =>
      twoClients(async ({ alice, sandbox }) => {
        const { exitCode, stderr, questions } = await alice.awsenv(...args)
        assert.equal([exitCode, questions, sandbox.requests.length], [2, [], 0], stderr)
        assert.not.match(stderr, 'accounts.Admin')
      }))
  }

  test('3.3 an account id may have the dashes of the console, wherever it is typed', () =>
    twoClients(async ({ alice }) => {
      const set = await alice.awsenv('config', 'set', 'accounts.6666-6666-6666.from', 'other')
      assert.match(set.stderr, 'accounts.666666666666.from is other')
      const assumed = await alice.awsenv('assume', '6666-6666-6666', 'Admin')
      assert.equal([assumed.exitCode, assumed.questions], [0, []], assumed.stderr)
      const run = await alice.awsenv('exec', '6666-6666-6666', 'Admin', 'env')
      assert.equal(run.program?.call, ['env'])
      await alice.awsenv('config', 'set', 'aliases.erin', '6666-6666-6666 Admin')
      assert.match((await alice.awsenv('assume', 'erin')).stderr, 'arn:aws:iam::666666666666:role/Admin')
      assert.match((await alice.awsenv('list')).script, /erin +666666666666 +Admin/)
      await alice.awsenv('config', 'set', 'accounts.6666-6666-6666.confirm', 'true')
      alice.answers = ['6666-6666-6666']
      assert.is((await alice.awsenv('assume', '6666-6666-6666', 'Admin')).exitCode, 0)
    }))

  test('an account that nothing is known of is asked about once, in any shell, and the answer is remembered', () =>
    twoClients(async story => {
      const { alice, erin, roles } = story
      alice.answers = ['2']
      const first = await alice.inShell('assume', roles.erins)
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(
        first.questions[0] ?? '',
        /Which key is for account 666666666666\?\n {2}1 {2}profile "default" \(\*+\w{4}\)\n {2}2 {2}profile "other"/,
      )
      assert.equal([...keysUsed(story)], [erin])
      await alice.inShell('unset')
      const again = await alice.awsenv('assume', '666666666666', 'Admin', '--refresh')
      assert.equal([again.exitCode, again.questions], [0, []])
      assert.equal(JSON.parse(readFileSync(kept(story), 'utf8')), { 666666666666: 'other' })
      assert.equal([...keysUsed(story)], [erin])
    }))

  test('--from is remembered, and the newest counts; a key that is gone is forgotten', () =>
    twoClients(async story => {
      const { alice, world, roles } = story
      assert.is((await alice.awsenv('assume', roles.erins, '--from', 'other')).exitCode, 0)
      assert.equal((await alice.awsenv('assume', roles.erins)).questions, [])
      assert.is((await alice.awsenv('assume', roles.erins, '--from', 'default', '--refresh')).exitCode, 1)
      assert.equal((await alice.awsenv('assume', roles.erins)).exitCode, 0, 'what failed is not remembered')
      alice.write(
        'credentials',
        keyOf('default', world.alice) +
          keyOf('third', { accessKeyId: 'AKIATHIRDTHIRDTHIRD3', secretAccessKey: 'x'.repeat(40) }),
      )
      alice.answers = ['']
      const asked = await alice.awsenv('assume', roles.erins)
      assert.equal([asked.exitCode, asked.questions.length], [1, 1])
      assert.match(asked.stderr, 'no key was chosen: nothing has changed')
    }))

  for (const [what, config] of [
    [
      'a role profile with that key',
      '[profile prod]\nrole_arn = arn:aws:iam::666666666666:role/Else\nsource_profile = other\n',
    ],
    ["the key's own account", '[profile other]\naws_account_id = 666666666666\n'],
    ['its MFA device', '[profile other]\nmfa_serial = arn:aws:iam::666666666666:mfa/erin\n'],
  ] as const) {
    test(`an account that is told by ${what} gets that key and no other, whatever this shell came by`, () =>
      twoClients(async story => {
        const { alice, erin, roles, code } = story
        alice.write('config', `[default]\nmfa_serial = ${story.world.alice.mfaSerial}\n${config}`)
        alice.answers = [code]
        await alice.inShell('login')
        const before = story.sandbox.requests.length
        const { stderr, questions } = await alice.awsenv('assume', roles.erins)
        const used = new Set(story.sandbox.requests.slice(before).map(({ accessKeyId }) => accessKeyId))
        assert.equal([[...used], questions.filter(question => question.includes('Which key'))], [[erin], []], stderr)
      }))
  }

  test('what the environment or the session of this shell names is no guess, where nothing else is known', () =>
    twoClients(async story => {
      const { alice, erin, roles } = story
      alice.env['AWS_PROFILE'] = 'other'
      const { exitCode, questions } = await alice.inShell('assume', roles.erins)
      assert.equal([exitCode, questions, [...keysUsed(story)]], [0, [], [erin]])
      rmSync(kept(story))
      assert.is(alice.env['AWSENV_FROM'], 'other')
      const again = await alice.inShell('assume', roles.erins, '--refresh')
      assert.equal([again.exitCode, again.questions, [...keysUsed(story)]], [0, [], [erin]])
    }))

  test("the key by which this shell got a role of one client's is not sent for an account that nothing is known of", () =>
    twoClients(async story => {
      const { alice, erin, roles, sandbox, world, code } = story
      alice.write('config', '[default]\nregion = eu-central-1\n')
      assert.is((await alice.inShell('assume', roles.erins, '--from', 'other')).exitCode, 0)
      assert.is(alice.env['AWSENV_FROM'], 'other')
      const before = sandbox.requests.length
      alice.answers = ['1', code]
      const { exitCode, questions, stderr } = await alice.awsenv('assume', roles.alices)
      assert.is(exitCode, 0, stderr)
      assert.match(questions[0] ?? '', 'Which key is for account 123456789012?')
      const used = sandbox.requests.slice(before).map(({ accessKeyId }) => accessKeyId)
      assert.equal([used[0], used.includes(erin)], [world.alice.accessKeyId, false])
      // Named for the whole shell, by what stood in it before, it serves there too.
      rmSync(kept(story))
      alice.env['AWS_PROFILE'] = 'other'
      await alice.inShell('unset')
      await alice.inShell('assume', roles.erins)
      const named = await alice.awsenv('assume', '777777777777', 'Admin')
      assert.equal([named.exitCode, named.questions, sandbox.requests.at(-1)?.accessKeyId], [1, [], erin])
    }))

  test("a login with [default] names nobody's key, and one with a profile does", () =>
    twoClients(async story => {
      const { alice, sandbox, world, code } = story
      const theirs = world.roles.otherAdmin
      alice.write('credentials', keyOf('default', world.carol) + keyOf('mine', world.alice))
      alice.write('config', `[default]\nregion = eu-central-1\n[profile mine]\nmfa_serial = ${world.alice.mfaSerial}\n`)
      sandbox.world.addDevice(sandbox.world.user(world.carol.arn), 'GAHT00000001')
      alice.answers = [() => sandbox.nextMfaCode('GAHT00000001')]
      assert.is((await alice.inShell('login')).exitCode, 0)
      alice.answers = ['2', code]
      const asked = await alice.awsenv('assume', theirs)
      assert.equal([asked.exitCode, asked.questions.length], [0, 2], asked.stderr)
      rmSync(kept(story))
      await alice.inShell('login', 'mine')
      const named = await alice.awsenv('assume', theirs)
      assert.equal([named.exitCode, named.questions], [0, []], named.stderr)
    }))

  test('a key of the environment is asked whose it is before it is sent where profiles name another', () =>
    twoClients(async story => {
      const { alice, sandbox, world, erin, roles } = story
      alice.write('config', `[profile other]\nmfa_serial = arn:aws:iam::666666666666:mfa/erin\n`)
      alice.env['AWS_ACCESS_KEY_ID'] = world.carol.accessKeyId
      alice.env['AWS_SECRET_ACCESS_KEY'] = world.carol.secretAccessKey
      await alice.awsenv('assume', roles.erins)
      const sent = sandbox.requests.map(({ action, accessKeyId }) => [action, accessKeyId])
      assert.equal(sent[0], ['GetCallerIdentity', world.carol.accessKeyId])
      assert.equal([...new Set(sent.slice(1).map(([, id]) => id))], [erin])
      // Of the same client it is as good as the one that the profiles name.
      alice.write('config', `[profile other]\nmfa_serial = ${world.alice.mfaSerial}\n`)
      const before = sandbox.requests.length
      await alice.awsenv('assume', world.roles.open, '--mfa-stdin')
      assert.equal(
        [...new Set(sandbox.requests.slice(before).map(({ accessKeyId }) => accessKeyId))],
        [world.carol.accessKeyId],
      )
    }))

  test('the settings go before what is remembered', () =>
    twoClients(async story => {
      const { alice, roles, code } = story
      await alice.awsenv('assume', roles.erins, '--from', 'other')
      await alice.awsenv('config', 'set', 'accounts.666666666666.from', 'default')
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('assume', roles.erins)
      assert.is(exitCode, 1)
      assert.match(stderr, story.world.alice.arn)
    }))

  test('where nobody can be asked it is 75, and both are named', () =>
    twoClients(async story => {
      story.alice.hasTerminal = false
      const { exitCode, script, stderr } = await story.alice.awsenv('assume', story.roles.erins)
      assert.equal([exitCode, script, story.sandbox.requests.length], [75, '(exit 75)\n', 0])
      assert.match(
        stderr,
        /it isn't known which key is for account 666666666666: profile "default" \(.*\), or profile "other" \(/,
      )
      assert.match(stderr, 'awsenv config set accounts.666666666666.from PROFILE')
    }))

  test('a broken memory is none, and is left alone', () =>
    twoClients(async story => {
      const { alice, roles } = story
      await alice.awsenv('assume', roles.erins, '--from', 'other')
      writeFileSync(kept(story), '{"666666666666": ["other"], "__proto__": "x"')
      alice.answers = ['2']
      const { exitCode, questions } = await alice.awsenv('assume', roles.erins)
      assert.equal([exitCode, questions.length], [0, 1])
    }))

  test('the key in the copy of the credentials file is one of several, too', () =>
    twoClients(async story => {
      const { alice, world, erin, roles, code } = story
      const file = readFileSync(join(alice.home, '.aws/credentials'), 'utf8')
      const session = { accessKeyId: 'ASIAOFTHESCRIPTSOLD1', secretAccessKey: 'x'.repeat(40) }
      alice.write('credentials.bk', keyOf('default', world.alice))
      alice.write('credentials', keyOf('default', session, 'session') + file.slice(file.indexOf('[other]')))
      alice.answers = ['1', 'y', code]
      const asked = await alice.awsenv('assume', world.roles.otherAdmin)
      assert.is(asked.exitCode, 0, asked.stderr)
      assert.match(
        asked.questions[0] ?? '',
        /\n {2}1 {2}\[default\] in "[^"]*credentials\.bk" \(\*+\w{4}\)\n {2}2 {2}profile "other" \(/,
      )
      assert.equal(JSON.parse(readFileSync(kept(story), 'utf8')), { 210987654321: world.alice.accessKeyId })
      const before = story.sandbox.requests.length
      alice.write('config', '[profile other]\naws_account_id = 666666666666\n')
      const { exitCode, questions } = await alice.awsenv('assume', roles.erins)
      const used = new Set(story.sandbox.requests.slice(before).map(({ accessKeyId }) => accessKeyId))
      assert.equal([exitCode, questions, [...used]], [0, [], [erin]])
    }))

  test('a program that gives a key is one of several, too, and is not run for another client', () =>
    twoClients(async story => {
      const { alice, world, erin, roles, code } = story
      const file = readFileSync(join(alice.home, '.aws/credentials'), 'utf8')
      alice.write('credentials', file.slice(file.indexOf('[other]')))
      const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = world.alice
      alice.commandLines['get-key'] = () => JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey })
      const prod = `[profile prod]\nrole_arn = ${roles.erins}\nsource_profile = other\n`
      alice.write('config', `[default]\ncredential_process = get-key\n${prod}`)
      const { exitCode, questions } = await alice.awsenv('assume', roles.erins)
      assert.equal([exitCode, questions, [...keysUsed(story)], alice.ran], [0, [], [erin], []])
      alice.answers = ['1', code]
      const asked = await alice.awsenv('assume', roles.alices)
      assert.match(
        asked.questions[0] ?? '',
        /\n {2}1 {2}profile "default" \(credential_process\)\n {2}2 {2}profile "other" \(/,
      )
      assert.equal([asked.exitCode, alice.ran], [0, ['get-key']], asked.stderr)
      assert.equal((await alice.awsenv('assume', roles.alices, '--refresh')).questions, [])
    }))

  test('the only key is taken wherever it lies, but not beside a profile that a person signs in to', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.write('credentials', keyOf('work', world.alice))
      alice.write('config', `[profile work]\nregion = eu-central-1\nmfa_serial = ${world.alice.mfaSerial}\n`)
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('assume', world.roles.otherAdmin)
      assert.is(exitCode, 0, stderr)
      alice.write('config', '[default]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n')
      const refused = await alice.awsenv('assume', world.roles.otherAdmin)
      assert.is(refused.exitCode, 1)
      assert.match(refused.stderr, /profile "default" .*has no sso_account_id/)
    }))

  test('a profile that the environment names and nobody has is told, and no other key is taken for it', () =>
    twoClients(async story => {
      story.alice.env['AWS_PROFILE'] = 'othr'
      const { exitCode, stderr } = await story.alice.awsenv('assume', story.roles.erins)
      assert.equal([exitCode, story.sandbox.requests.length], [1, 0])
      assert.match(stderr, /"othr".*\n.*"other"/)
    }))

  test('what runs unattended is not remembered: neither a renewal nor the process of another program', () =>
    twoClients(async story => {
      const { alice, roles } = story
      await alice.inShell('assume', roles.erins, '--from', 'other')
      writeFileSync(kept(story), '{"666666666666": "newer"}')
      alice.hook = 'bash'
      const renewed = await alice.inShell('renew')
      assert.is(renewed.exitCode, 0, renewed.stderr)
      assert.is((await alice.awsenv('credential-process', roles.erins, '--from', 'other')).exitCode, 0)
      assert.equal(JSON.parse(readFileSync(kept(story), 'utf8')), { 666666666666: 'newer' })
    }))

  test('who has one key, under however many names, is never asked, and nothing is kept', () =>
    tell(async story => {
      const { alice, world, code } = story
      alice.write('credentials', keyOf('default', world.alice) + keyOf('same', world.alice))
      alice.answers = [code]
      const { exitCode, questions } = await alice.awsenv('assume', world.roles.open)
      assert.equal([exitCode, questions.length], [0, 1])
      assert.match(questions[0] ?? '', 'MFA code')
      assert.not(existsSync(kept(story)))
    }))
})
