import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, needing } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { type CenterStory, inCenter } from './center-story.ts'
import { sdk } from './other-clients.ts'
import { keyOf } from './story.ts'

const SESSION = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\n'
/** Without a newline at its end, with comments, odd blanks and CRLF: all of it has to stay. */
const MINE = `# mine\r\n[default]\r\nregion=eu-west-1\r\n\r\n${SESSION}; a note\n[profile  own]\n\trole_arn = arn:aws:iam::123456789012:role/Admin\n source_profile = default\n#end`
const SIZE = { names: ['Data Platform', 'Büro (EU)'], roles: ['Admin', 'ReadOnly'] }

const config = (alice: Machine) => readFileSync(join(alice.home, '.aws/config'), 'utf8')

const syncing = (body: (story: CenterStory) => Promise<void>, text = MINE) =>
  inCenter(async story => {
    story.alice.write('config', text)
    await body(story)
  }, SIZE)

describe('commands/config sync', test => {
  test(
    'shows the change, asks, writes a profile for each role behind what was there, and changes nothing the second time',
    syncing(async ({ alice, actions }) => {
      alice.answers = ['y']
      const first = await alice.awsenv('config', 'sync')
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(first.questions.join(''), /Write this to ".*config" \(4 added\)\? \[Y\/n\]/)
      const block = (name: string, id: string, role: string) =>
        `[profile ${name}/${role}]\nsso_session = acme\nsso_account_id = ${id}\nsso_role_name = ${role}\nawsenv_sync = acme\n`
      const blocks = [
        block('Buro-EU', '300000000001', 'Admin'),
        block('Buro-EU', '300000000001', 'ReadOnly'),
        block('Data-Platform', '300000000000', 'Admin'),
        block('Data-Platform', '300000000000', 'ReadOnly'),
      ]
      assert.is(first.script, blocks.join('').replace(/^(?=.)/gm, '+'))
      const written = config(alice)
      assert.ok(written.startsWith(MINE))
      assert.is(written.slice(MINE.length).replaceAll('\r\n', '\n'), `\n\n${blocks.join('\n').trimEnd()}`)
      assert.match(first.stderr, /has changed: 4 added/)
      const asked = actions().length
      const second = await alice.awsenv('config', 'sync')
      assert.equal([second.exitCode, second.script, config(alice)], [0, '', written])
      assert.match(second.stderr, /every role has its profile in ".*config": nothing has changed/)
      assert.is(actions().length, asked)
      const profile = await alice.inShell('assume', 'Data-Platform/Admin')
      assert.is(profile.exitCode, 0, profile.stderr)
    }),
  )

  test(
    '--dry-run writes nothing; a no, and nobody to ask, write nothing either',
    syncing(async ({ alice }) => {
      const dry = await alice.awsenv('config', 'sync', '--dry-run')
      assert.equal([dry.exitCode, dry.questions.length], [0, 0])
      assert.match(dry.script, /^\+\[profile Data-Platform\/Admin\]$/m)
      alice.answers = ['n']
      assert.is((await alice.awsenv('config', 'sync')).exitCode, 1)
      alice.hasTerminal = false
      const unasked = await alice.awsenv('config', 'sync')
      assert.is(unasked.exitCode, 75)
      assert.match(unasked.stderr, /--yes/)
      assert.is(config(alice), MINE)
      assert.is((await alice.awsenv('config', 'sync', '--yes')).exitCode, 0)
      assert.is.not(config(alice), MINE)
    }),
  )

  test(
    "a name that a profile of the user's has is left to it, in either file; one for the same role is as good",
    syncing(async ({ alice, world }) => {
      alice.write('credentials', keyOf('Data-Platform/ReadOnly', world.alice))
      const { stderr, script } = await alice.awsenv('config', 'sync', '--yes')
      assert.match(stderr, /profiles of yours have these names: "Data-Platform\/Admin", "Data-Platform\/ReadOnly"/)
      assert.not.match(script, /Data-Platform|ReadOnly/)
      assert.match(script, /^\+\[profile Buro-EU\/Admin\]$/m)
      assert.match(config(alice), /\[profile Data-Platform\/Admin\]\nregion = us-east-1\n/)
    }, `${SESSION}[profile Data-Platform/Admin]\nregion = us-east-1\n[profile Buro-EU/ReadOnly]\nsso_session = acme\nsso_account_id = 300000000001\nsso_role_name = ReadOnly\n`),
  )

  test(
    'a role that is gone is told, and removed with --prune alone; what somebody added to a profile stays',
    syncing(async ({ alice, center, sandbox }) => {
      await alice.awsenv('config', 'sync', '--yes')
      const before = config(alice)
      const own = before.replace('[profile Buro-EU/ReadOnly]', '[profile Buro-EU/ReadOnly]\noutput = json')
      writeFileSync(join(alice.home, '.aws/config'), own)
      center.accounts[0]?.roles.delete('Admin')
      sandbox.clock.advance(600)
      const told = await alice.awsenv('config', 'sync', '--yes')
      assert.match(told.stderr, /not assigned any more, and removed with --prune: "Data-Platform\/Admin"/)
      assert.is(config(alice), own)
      const pruned = await alice.awsenv('config', 'sync', '--yes', '--prune')
      assert.match(pruned.script, /^-\[profile Data-Platform\/Admin\]\n-sso_session = acme$/m)
      assert.not.match(config(alice), /Data-Platform\/Admin/)
      assert.match(config(alice), /output = json/)
      assert.ok(config(alice).startsWith(MINE))
      assert.is((await alice.awsenv('config', 'sync', '--prune')).script, '')
    }),
  )

  test(
    'a profile of ours that was edited is set right, its own keys stay, and the change shows what was there',
    syncing(async ({ alice }) => {
      await alice.awsenv('config', 'sync', '--yes')
      const edited = config(alice).replace(
        'sso_account_id = 300000000000\r\nsso_role_name = Admin',
        'sso_account_id = 300000000009\r\nregion = eu-north-1\r\nsso_role_name = Admin',
      )
      assert.is.not(edited, config(alice))
      writeFileSync(join(alice.home, '.aws/config'), edited)
      const { script } = await alice.awsenv('config', 'sync', '--yes')
      assert.is(
        script,
        ' [profile Data-Platform/Admin]\n-sso_account_id = 300000000009\n+sso_account_id = 300000000000\n',
      )
      assert.match(config(alice), /sso_account_id = 300000000000\r?\n[^[]*region = eu-north-1/)
    }),
  )

  test(
    'the template names the profiles, by option or setting, in our words or granted’s; names that collide are left out',
    syncing(async ({ alice }) => {
      const names = async (...args: readonly string[]) => {
        const { script } = await alice.awsenv('config', 'sync', '--dry-run', ...args)
        return [...script.matchAll(/^\+\[profile (.*)\]$/gm)].map(([, name]) => name)
      }
      assert.equal((await names('--template', '{session}.{account_id}+{role_name}'))[0], 'acme.300000000001+Admin')
      assert.equal((await names('--template', '{{.AccountName}}/{{ .RoleName }}'))[0], 'Buro-EU/Admin')
      await alice.awsenv('config', 'set', 'profile_template', 'x-{account_id}-{role_name}')
      assert.equal((await names())[0], 'x-300000000001-Admin')
      for (const template of [
        '{role_name}',
        '{account_name}',
        '{account_name} {role_name}',
        '[{account_id}]{role_name}',
        '{nonsense}',
      ]) {
        const refused = await alice.awsenv('config', 'sync', '--template', template)
        assert.is(refused.exitCode, 2)
        assert.match(refused.stderr, /is not a template/)
      }
      assert.is((await alice.awsenv('config', 'set', 'profile_template', '{role_name}')).exitCode, 2)
    }),
  )

  test(
    'two accounts of one name are told apart by the template, and not by chance',
    inCenter(
      async ({ alice }) => {
        alice.write('config', SESSION)
        const { stderr, script } = await alice.awsenv('config', 'sync', '--yes')
        assert.match(stderr, /several roles would have the name: "Twin\/Admin"; put \{account_id\} into the template/)
        assert.equal([script, config(alice)], ['', SESSION])
        const byId = await alice.awsenv(
          'config',
          'sync',
          '--yes',
          '--template',
          '{account_name}-{account_id}/{role_name}',
        )
        assert.match(byId.stderr, /2 added/)
      },
      { names: ['Twin', 'Twin'], roles: ['Admin'] },
    ),
  )

  test(
    'profiles of granted are assumed by their own keys, are a session to sync from, and are not written twice',
    syncing(async ({ alice }) => {
      const { exitCode, stderr } = await alice.inShell('assume', 'Data-Platform/Admin')
      assert.is(exitCode, 0, stderr)
      assert.equal(alice.ran, [])
      assert.is(alice.env['AWS_ACCOUNT_ID'], '300000000000')
      const synced = await alice.awsenv('config', 'sync', '--yes')
      assert.is(synced.exitCode, 0, synced.stderr)
      assert.not.match(synced.script, /Data-Platform\/Admin/)
      assert.not.match(synced.stderr, /profiles of yours/)
      assert.match(
        config(alice),
        /\[profile Data-Platform\/ReadOnly\]\nsso_start_url = https:\/\/acme\.awsapps\.com\/start\nsso_region = eu-central-1\nsso_account_id = 300000000000\nsso_role_name = ReadOnly\nawsenv_sync = https:\/\/acme\.awsapps\.com\/start\n/,
      )
      assert.is((await alice.awsenv('config', 'sync')).script, '')
    }, '[profile Data-Platform/Admin]\ngranted_sso_start_url = https://acme.awsapps.com/start\ngranted_sso_region = eu-central-1\ngranted_sso_account_id = 300000000000\ngranted_sso_role_name = Admin\ncommon_fate_generated_from = aws-sso\ncredential_process = granted credential-process --profile Data-Platform/Admin\n'),
  )

  const python = process.env['AWSENV_TEST_PYTHON'] ?? ''
  needing(
    test,
    'boto3 (AWSENV_TEST_PYTHON)',
    python !== '',
  )(
    'boto3 uses the profiles that it wrote, with the token that awsenv got',
    syncing(async ({ alice, sandbox }) => {
      await alice.awsenv('config', 'sync', '--yes')
      const { execFile } = await import('node:child_process')
      const { promisify } = await import('node:util')
      const script = `import boto3, sys
for name in ["Data-Platform/Admin", "Buro-EU/ReadOnly"]:
    print(boto3.Session(profile_name=name).client("sts", region_name="eu-central-1").get_caller_identity()["Arn"])`
      const { stdout } = await promisify(execFile)(python, ['-c', script], {
        env: { PATH: process.env['PATH'] ?? '', HOME: alice.home, AWS_ENDPOINT_URL: sandbox.url },
      })
      assert.match(
        stdout,
        /300000000000:assumed-role\/AWSReservedSSO_Admin_.*\n.*300000000001:assumed-role\/AWSReservedSSO_ReadOnly_/,
      )
    }),
  )

  test(
    'the AWS SDK for JavaScript uses them, too',
    syncing(async ({ alice, sandbox }) => {
      await alice.awsenv('config', 'sync', '--yes')
      const withRegion = config(alice).replace('[profile Data-Platform/Admin]', '$&\nregion = eu-central-1')
      writeFileSync(join(alice.home, '.aws/config'), withRegion)
      const { arn } = await sdk(alice, sandbox, 'Data-Platform/Admin')
      assert.match(arn, /300000000000:assumed-role\/AWSReservedSSO_Admin_/)
    }),
  )
})
