import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { trusting, trustingTokens } from '../../../../tools/sandbox/demo-world.ts'
import { keyOf, type Story, tell } from '../../../commands/story.ts'
import { describe } from '../../../support/describe.ts'

describe('credentials/providers/web-identity', test => {
  /** alice without a key, in a pod: role App trusts the token in `file`, and Hub trusts App. */
  const inPod = (body: (story: Story & { app: string; hub: string; token: string; file: string }) => Promise<void>) =>
    tell(async story => {
      const { sandbox, alice } = story
      const account = sandbox.world.account('123456789012')
      const app = sandbox.world.addRole(account, 'App', trustingTokens(account), { maxSessionDuration: 43_200 }).arn
      const hub = sandbox.world.addRole(account, 'Hub', trusting(app)).arn
      const token = sandbox.world.addWebIdentity()
      const file = join(alice.home, 'token')
      writeFileSync(file, `${token}\n`)
      // A token is a secret in itself: it goes to this machine only where that is pinned.
      await alice.awsenv('config', 'set', 'endpoints', '127.0.0.1')
      alice.write('credentials', '')
      alice.write('config', profiles(app, hub, file))
      await body({ ...story, app, hub, token, file })
    })
  const profiles = (app: string, hub: string, file: string) =>
    `[profile app]\nrole_arn = ${app}\nweb_identity_token_file = ${file}\nregion = eu-central-1\nexternal_id = passed-over\n` +
    `[profile hub]\nrole_arn = ${hub}\nsource_profile = app\n`
  const actions = ({ sandbox }: Story) => sandbox.requests.map(({ action }) => action)

  test('a profile with role_arn and web_identity_token_file is a role for a token, cached like any other', () =>
    inPod(async story => {
      const { alice, sandbox, app } = story
      const first = await alice.inShell('assume', 'app')
      assert.is(first.exitCode, 0, first.stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWSENV_FROM']], [app, 'app'])
      assert.is((await alice.inShell('assume', 'app')).exitCode, 0)
      assert.equal(actions(story), ['AssumeRoleWithWebIdentity'])
      const { accessKeyId, parameters = {} } = sandbox.requests[0] ?? {}
      assert.is(accessKeyId, undefined, 'nobody signs')
      assert.equal([parameters['RoleSessionName'], parameters['DurationSeconds']], ['awsenv', '3600'])
    }))

  test('what the command line request goes along, and so does what the token alone can carry not', () =>
    inPod(async ({ alice, sandbox }) => {
      const words = [
        '--duration',
        '2h',
        '--session-name',
        'pod-7',
        '--policy-arn',
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
      ]
      const { exitCode, stderr } = await alice.awsenv('assume', 'app', ...words)
      assert.is(exitCode, 0, stderr)
      const { parameters = {} } = sandbox.requests.at(-1) ?? {}
      assert.equal([parameters['RoleSessionName'], parameters['DurationSeconds']], ['pod-7', '7200'])
      assert.is(parameters['PolicyArns.member.1.arn'], 'arn:aws:iam::aws:policy/ReadOnlyAccess')
      for (const option of [
        ['--external-id', 'x1'],
        ['--tag', 'a=b'],
        ['--source-identity', 'me'],
      ]) {
        const refused = await alice.awsenv('assume', 'app', ...option)
        assert.is(refused.exitCode, 2)
        assert.match(refused.stderr, 'takes no external id, source identity or session tags')
      }
    }))

  test('it may stand at the beginning of a chain, for an hour at most', () =>
    inPod(async story => {
      const { alice, hub } = story
      const { exitCode, stderr } = await alice.inShell('assume', 'hub')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWSENV_FROM']], [hub, 'app'])
      assert.equal(actions(story), ['AssumeRoleWithWebIdentity', 'GetCallerIdentity', 'AssumeRole'])
      assert.is((await alice.inShell('assume', 'hub')).exitCode, 0)
      assert.is(actions(story).length, 3, 'the role is cached, though the key before it has no name that lasts')
      const long = await alice.awsenv('assume', 'hub', '--duration', '2h')
      assert.match(long.stderr, 'is temporary, and AWS then allows one hour')
    }))

  test('--from a key of the files assumes the same role with that key', () =>
    inPod(async story => {
      const { alice, world, code } = story
      alice.write('credentials', keyOf('work', world.alice))
      alice.write('config', `[profile open]\nrole_arn = ${world.roles.open}\nweb_identity_token_file = /nowhere\n`)
      alice.answers = [code]
      const { exitCode, stderr } = await alice.awsenv('assume', 'open', '--from', 'work')
      assert.is(exitCode, 0, stderr)
      assert.equal([actions(story).at(-1), alice.ran], ['AssumeRole', []])
    }))

  test('AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE are a beginning where no key and no profile is named', () =>
    inPod(async story => {
      const { alice, sandbox, app, file, hub } = story
      alice.write('config', '')
      Object.assign(alice.env, { AWS_ROLE_ARN: app, AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_SESSION_NAME: 'pod-8' })
      const first = await alice.inShell('assume', hub)
      assert.is(first.exitCode, 0, first.stderr)
      assert.is(sandbox.requests[0]?.parameters['RoleSessionName'], 'pod-8')
      assert.equal([alice.env['AWS_WEB_IDENTITY_TOKEN_FILE'], alice.env['AWS_ROLE_ARN']], [undefined, undefined])
      assert.is((await alice.inShell('assume', '123456789012', 'Hub', '--session-name', 'again')).exitCode, 0)
      assert.is(sandbox.count('AssumeRoleWithWebIdentity'), 1, 'the beginning is found again, and is cached')
      await alice.inShell('unset')
      assert.is(alice.env['AWS_WEB_IDENTITY_TOKEN_FILE'], file)
    }))

  for (const [what, spoil, said] of [
    [
      'has expired',
      () => ({ expiration: Date.now() - 1 }),
      /the web identity token in ".*token" has expired.*ExpiredToken/,
    ],
    [
      'is of another subject',
      () => ({ subject: 'somebody' }),
      /didn't let the holder of the web identity token in ".*token" assume "arn/,
    ],
    ['is of another provider', () => ({ provider: 'evil.example' }), /didn't let the holder/],
  ] as const) {
    test(`a token that ${what} is told as such`, () =>
      inPod(async ({ alice, sandbox, file }) => {
        const token = sandbox.world.addWebIdentity(spoil())
        writeFileSync(file, token)
        const { exitCode, stderr, script } = await alice.awsenv('assume', 'app')
        assert.is(exitCode, 1)
        assert.match(stderr, said)
        assert.not.ok(`${stderr}${script}`.includes(token), 'the token is nowhere')
      }))
  }

  for (const [what, content, said] of [
    ['nobody knows', 'eyJabc.eyJdef.ghi', /AWS doesn't accept the web identity token in/],
    ['is no token at all', '', /can't be used: there is no token in it/],
    ['has a line break', 'eyJabc\neyJ', /there is no token in it/],
    ['is too long', 'a'.repeat(20_001), /it has more than 20000 characters/],
  ] as const) {
    test(`a file whose token ${what} is told as such`, () =>
      inPod(async ({ alice, file }) => {
        writeFileSync(file, content)
        const { exitCode, stderr } = await alice.awsenv('assume', 'app')
        assert.is(exitCode, 1)
        assert.match(stderr, said)
        if (content !== '') assert.not.ok(stderr.includes(content), 'the token is nowhere')
      }))
  }

  test('a file that is not there, and a directory, are told as such', () =>
    inPod(async ({ alice, app, hub }) => {
      for (const [path, said] of [
        [join(alice.home, 'nothing'), /the web identity token in ".*nothing" can't be used: the file doesn't exist/],
        [alice.home, /it is not a file/],
      ] as const) {
        alice.write('config', profiles(app, hub, path))
        assert.match((await alice.awsenv('assume', 'app')).stderr, said)
      }
    }))

  test('an answer for another account is thrown away', () =>
    inPod(async ({ alice, sandbox }) => {
      const Arn = 'arn:aws:sts::666666666666:assumed-role/App/awsenv'
      sandbox.fail({ action: 'AssumeRoleWithWebIdentity', how: { lie: { Arn } } })
      assert.match((await alice.awsenv('assume', 'app')).stderr, 'a session in account "666666666666"')
    }))

  test('a token goes to AWS and to this machine only', () =>
    inPod(async ({ alice, token }) => {
      alice.env['AWS_ENDPOINT_URL'] = 'https://sts.evil.example'
      const { stderr } = await alice.awsenv('assume', 'app')
      assert.match(stderr, 'is neither AWS over https nor this machine: awsenv sent nothing')
      assert.not.ok(stderr.includes(token))
    }))
})
