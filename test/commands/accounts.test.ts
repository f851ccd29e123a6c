import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import type { Machine } from '../support/fake-context.ts'
import { type CenterStory, inCenter } from './center-story.ts'
import { keyOf } from './story.ts'

const SESSION = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\n'
const OTHER = SESSION.replace('acme]', 'twin]').replace('acme.awsapps', 'twin.awsapps')
const SIZE = { names: ['Data Platform', 'Production', 'Production EU', 'Sandbox'], roles: ['Admin', 'ReadOnly'] }

/** Alice has no profile at all. */
const withoutProfiles = (body: (story: CenterStory) => Promise<void>, size: Parameters<typeof inCenter>[1] = SIZE) =>
  inCenter(async story => {
    story.alice.write('config', SESSION)
    await body(story)
  }, size)

const lists = (alice: Machine) => join(alice.home, '.cache/awsenv/accounts')
const names = (alice: Machine, kind: string) =>
  readFileSync(join(alice.home, '.cache/awsenv/completion', kind), 'utf8')
    .split('\n')
    .slice(0, -1)

describe('commands/accounts', test => {
  test(
    'lists accounts and roles after one sign-in, keeps the list for its owner alone, and says how old it is',
    withoutProfiles(async ({ alice, actions, sandbox }) => {
      const first = await alice.awsenv('accounts')
      assert.is(first.exitCode, 0, first.stderr)
      assert.is(
        first.script,
        `account        id            roles
Data Platform  300000000000  Admin, ReadOnly
Production     300000000001  Admin, ReadOnly
Production EU  300000000002  Admin, ReadOnly
Sandbox        300000000003  Admin, ReadOnly
`,
      )
      assert.match(first.stderr, /sso-session "acme" gives you 4 accounts\n/)
      assert.is(alice.opened.length, 1)
      const asked = actions()
      assert.equal(
        asked.filter(action => action.startsWith('List')),
        ['ListAccounts', ...Array(4).fill('ListAccountRoles')],
      )
      const [file = ''] = readdirSync(lists(alice))
      assert.is(statSync(join(lists(alice), file)).mode & 0o777, 0o600)
      sandbox.clock.advance(600)
      const second = await alice.awsenv('accounts', 'acme')
      assert.is(second.script, first.script)
      assert.match(second.stderr, /listed 10m ago \(--refresh asks again\)/)
      assert.equal(actions(), asked)
      assert.is((await alice.awsenv('accounts', '--refresh')).exitCode, 0)
      assert.is(actions().length, asked.length + 5)
      await alice.awsenv('logout', 'acme')
      assert.equal(readdirSync(lists(alice)), [])
    }),
  )

  test(
    '--json has each session with its accounts, and nothing secret',
    withoutProfiles(async ({ alice }) => {
      const { script } = await alice.awsenv('accounts', '--json')
      const [listed, ...others] = JSON.parse(script)
      assert.equal(others, [])
      assert.equal(Object.keys(listed), ['session', 'startUrl', 'region', 'since', 'accounts'])
      assert.equal(listed.accounts[0], {
        accountId: '300000000000',
        accountName: 'Data Platform',
        roles: ['Admin', 'ReadOnly'],
      })
      const tokens = readdirSync(join(alice.home, '.aws/sso/cache')).map(name =>
        JSON.parse(readFileSync(join(alice.home, '.aws/sso/cache', name), 'utf8')),
      )
      for (const { accessToken } of tokens) if (accessToken) assert.not.ok(script.includes(accessToken))
    }),
  )

  test(
    '200 accounts with 5 roles are listed page by page, within what the portal takes in a second',
    withoutProfiles(
      async ({ alice, center, sandbox, actions }) => {
        center.requestsPerSecond = 20
        alice.whileAsleep = async milliseconds => sandbox.clock.advance(milliseconds / 1000)
        const { exitCode, script, stderr } = await alice.awsenv('accounts')
        assert.is(exitCode, 0, stderr)
        assert.is(script.split('\n').length, 202)
        assert.match(script, /^Account 200 +300000000199 +A, B, C, D, E$/m)
        assert.match(stderr, /listing the roles of 200 accounts/)
        const asked = actions().filter(action => action.startsWith('List'))
        assert.is(asked.filter(action => action === 'ListAccounts').length, 2)
        // Fewer than one in ten was too many.
        assert.ok(asked.length < 222, String(asked.length))
      },
      { names: [], count: 200, roles: ['A', 'B', 'C', 'D', 'E'] },
    ),
  )

  test(
    'a portal that takes far less than usual is waited for, and one that takes nothing is told so',
    withoutProfiles(
      async ({ alice, center, sandbox }) => {
        center.requestsPerSecond = 3
        alice.whileAsleep = async milliseconds => sandbox.clock.advance(milliseconds / 1000)
        const { exitCode, script, stderr } = await alice.awsenv('accounts')
        assert.is(exitCode, 0, stderr)
        assert.is(script.split('\n').length, 32)
        center.requestsPerSecond = 0
        const refused = await alice.awsenv('accounts', '--refresh')
        assert.is(refused.exitCode, 1)
        assert.match(refused.stderr, /takes no more requests of sso-session "acme" for now/)
        assert.is((await alice.awsenv('accounts')).script, script)
      },
      { names: [], count: 30 },
    ),
  )

  test(
    'assume takes an account by its name and by a part of it, in any case, without a profile and with one sign-in',
    withoutProfiles(async ({ alice, actions }) => {
      const first = await alice.inShell('assume', 'Data Platform', 'ReadOnly')
      assert.is(first.exitCode, 0, first.stderr)
      assert.match(alice.env['AWSENV_ROLE_ARN'] ?? '', /^arn:aws:iam::300000000000:.*AWSReservedSSO_ReadOnly_\w{16}$/)
      assert.equal([alice.env['AWSENV_ROLE'], alice.env['AWSENV_FROM']], ['ReadOnly@Data-Platform', 'acme'])
      // The roles of one account alone: the others can wait.
      assert.is(actions().filter(action => action === 'ListAccountRoles').length, 1)
      const asked = actions()
      for (const word of ['data platform', 'data-platform', 'DATAPLATFORM', 'platf', '300000000000']) {
        const { exitCode, stderr } = await alice.inShell('assume', word, 'readonly')
        assert.is(exitCode, 0, stderr)
        assert.is(
          /is taken for account Data Platform \(300000000000, sso-session "acme"\)/.test(stderr),
          word === 'platf',
        )
      }
      assert.equal(actions(), asked)
      assert.is(alice.opened.length, 1)
      // From here on, other accounts start from the same session.
      assert.is((await alice.inShell('assume', 'Sandbox', 'Admin')).exitCode, 0)
      assert.is((await alice.inShell('assume', '-')).exitCode, 0)
      assert.is(alice.env['AWSENV_ROLE'], 'ReadOnly@Data-Platform')
      assert.is((await alice.inShell('assume', 'Production', 'Admin')).exitCode, 0)
    }),
  )

  for (const [words, code, said] of [
    [
      ['Prod', 'Admin'],
      2,
      /"Prod" may be any of 2 accounts\n.*Production \(300000000001.*Production EU \(300000000002/s,
    ],
    [['Data Platfrom', 'Admin'], 2, /no account called "Data Platfrom"\n.*did you mean Data Platform \(300000000000/s],
    [['Nowhere', 'Admin'], 2, /gives you no account called "Nowhere"\n.*awsenv accounts lists the 4/s],
    [
      ['Sandbox', 'Admn'],
      1,
      /no role "Admn" in account 300000000003 \(Sandbox\)\n.*did you mean "Admin"\? it gives you Admin, ReadOnly/s,
    ],
    [['300000000003', 'Audit'], 1, /no role "Audit" in account 300000000003\b.*\n.*it gives you Admin, ReadOnly/s],
    [['300000000009', 'Admin', '--from', 'acme'], 1, /gives you no role "Admin" in account 300000000009/],
    [
      ['Sandbox'],
      2,
      /the role's name is missing after "Sandbox"\n.*awsenv assume Sandbox ROLE; it has Admin, ReadOnly/s,
    ],
    [['Admin', 'Sandbox'], 2, /the account "Sandbox" comes after the role\n.*awsenv assume Sandbox Admin/s],
    [['Sandbox', 'Admin', '--duration', '2h'], 2, /as they stand/],
    [['arn:aws:iam::123456789012:role/Admin', '--from', 'acme'], 2, /sso-session "acme" has no key/],
  ] as const) {
    test(
      `assume ${words.join(' ')} says what is wrong and what there is`,
      withoutProfiles(async ({ alice }) => {
        await alice.awsenv('accounts')
        const { exitCode, stderr, script } = await alice.awsenv('assume', ...words)
        assert.is(exitCode, code, stderr)
        assert.match(stderr, said)
        assert.match(script, /^(?:\(exit \d\)\n)?$/)
      }),
    )
  }

  test(
    'the ARN of such a role leads to it as well; exec takes an unknown word before -- for a profile',
    withoutProfiles(async ({ alice }) => {
      await alice.inShell('assume', 'Sandbox', 'Admin')
      const arn = alice.env['AWSENV_ROLE_ARN'] ?? ''
      const again = await alice.awsenv('assume', arn)
      assert.equal([again.exitCode, /is active already/.test(again.stderr)], [0, true], again.stderr)
      const { exitCode, stderr } = await alice.awsenv('exec', 'nowhere', '--', 'true')
      assert.is(exitCode, 1)
      assert.match(stderr, /no profile "nowhere"/)
    }),
  )

  test(
    'a role that is not assigned any more is told with those that are, by a profile too',
    inCenter(async ({ alice, center }) => {
      await alice.awsenv('accounts')
      center.accounts[0]?.roles.delete('ReadOnly')
      for (const words of [['data'], ['Data Platform', 'ReadOnly']]) {
        const { exitCode, stderr } = await alice.awsenv('assume', ...words)
        assert.is(exitCode, 1)
        assert.match(stderr, /no role "ReadOnly" in account 300000000000\b.*\n.*it gives you Admin\b/s)
      }
      center.accounts[0]?.roles.clear()
      assert.is((await alice.awsenv('accounts', '--refresh')).exitCode, 0)
      assert.match((await alice.awsenv('assume', 'Data Platform', 'Admin')).stderr, /gives you no role there at all/)
    }),
  )

  test(
    'exec, console, credential-process and config add-profile take an account by name, and credential-process never asks',
    withoutProfiles(async ({ alice }) => {
      alice.hasTerminal = false
      const unasked = await alice.awsenv('credential-process', 'Sandbox', 'Admin')
      assert.equal([unasked.exitCode, unasked.script, unasked.questions], [75, '', []])
      assert.match(unasked.stderr, /awsenv login acme/)
      alice.hasTerminal = true
      const { program, stderr } = await alice.awsenv('exec', 'Data Platform', 'Admin', 'env')
      assert.is(program?.env['AWS_ACCOUNT_ID'], '300000000000', stderr)
      assert.equal(program?.call, ['env'])
      alice.hasTerminal = false
      assert.is(JSON.parse((await alice.awsenv('credential-process', 'Sandbox', 'Admin')).script).Version, 1)
      assert.match((await alice.awsenv('console', 'Sandbox', 'Admin', '--print')).script, /SigninToken/)
      const added = await alice.awsenv('config', 'add-profile', 'box', 'Sandbox', 'Admin')
      assert.is(added.exitCode, 0, added.stderr)
      const config = readFileSync(join(alice.home, '.aws/config'), 'utf8')
      assert.match(config, /credential-process 300000000003 Admin --from=acme$/m)
      assert.is(
        JSON.parse((await alice.awsenv('credential-process', '300000000003', 'Admin', '--from=acme')).script).Version,
        1,
      )
    }),
  )

  test(
    'accounts and roles are in list, in the picker and in the names for completion',
    withoutProfiles(async ({ alice }) => {
      await alice.awsenv('accounts')
      await alice.inShell('assume', 'Sandbox', 'Admin')
      const { script } = await alice.awsenv('list')
      assert.match(script, /^ {2}Data Platform +300000000000 +ReadOnly +sso-session acme$/m)
      assert.match(script, /^\* Sandbox +300000000003 +Admin +sso-session acme +\w+$/m)
      const { assigned } = JSON.parse((await alice.awsenv('list', '--json')).script)
      assert.is(assigned.length, 8)
      assert.ok(names(alice, 'account').includes('Data Platform'))
      assert.ok(names(alice, 'role').includes('Data Platform\tReadOnly'))
      alice.choose = ({ choices }) => choices.find(({ name }) => name === 'Data Platform ReadOnly')
      assert.is((await alice.inShell('assume')).exitCode, 0)
      assert.is(alice.env['AWSENV_ROLE'], 'ReadOnly@Data-Platform')
      await alice.awsenv('logout')
      assert.not.ok(names(alice, 'account').includes('Data Platform'))
    }),
  )

  test(
    'login lists the accounts for completion, once a day and without making the login fail',
    withoutProfiles(async ({ alice, sandbox, actions, center }) => {
      sandbox.fail({
        action: 'ListAccounts',
        how: { refusal: { status: 500, code: 'InternalServerException', message: 'no' } },
      })
      assert.is((await alice.awsenv('login', 'acme')).exitCode, 0)
      assert.not.ok(existsSync(lists(alice)))
      sandbox.recover()
      assert.is((await alice.awsenv('login', 'acme', '--refresh')).exitCode, 0)
      assert.ok(names(alice, 'account').includes('Data Platform'))
      const asked = actions().filter(action => action.startsWith('List')).length
      await alice.awsenv('login', 'acme', '--refresh')
      assert.is(actions().filter(action => action.startsWith('List')).length, asked)
      assert.ok(center.accounts.length > 0)
    }),
  )

  test(
    'what decides with keys decides here: --from, the settings, the choice before; a session or a key',
    withoutProfiles(async ({ alice, world }) => {
      await alice.awsenv('accounts')
      alice.write('config', `${SESSION}${OTHER}`)
      const [file = ''] = readdirSync(lists(alice))
      // What another session would have listed.
      const { createHash } = await import('node:crypto')
      const twin = createHash('sha256')
        .update('https://twin.awsapps.com/start\neu-central-1')
        .digest('hex')
        .slice(0, 16)
      writeFileSync(join(lists(alice), `${twin}.json`), readFileSync(join(lists(alice), file)))
      alice.answers = ['1']
      const asked = await alice.awsenv('assume', 'Sandbox', 'Admin')
      assert.match(asked.questions.join(''), /Which session of IAM Identity Center is for account 300000000003\?/)
      assert.is(asked.exitCode, 0, asked.stderr)
      alice.answers = []
      assert.is((await alice.awsenv('assume', '300000000003', 'Admin')).exitCode, 0)
      assert.is((await alice.awsenv('assume', 'Sandbox', 'ReadOnly', '--from', 'acme')).exitCode, 0)
      alice.hasTerminal = false
      assert.is((await alice.awsenv('assume', 'Production', 'Admin')).exitCode, 75)
      await alice.awsenv('config', 'set', 'accounts.300000000001.from', 'acme')
      assert.is((await alice.awsenv('assume', '300000000001', 'Admin')).exitCode, 0)
      alice.write('credentials', keyOf('work', world.alice))
      const byKey = await alice.awsenv('assume', '300000000001', 'Admin', '--from', 'work')
      assert.not.match(byKey.stderr, /sso-session/)
    }),
  )

  test(
    'whoami and list say which sign-in is behind the role, until when, and how to sign in again',
    withoutProfiles(async ({ alice, cached }) => {
      await alice.inShell('assume', 'Sandbox', 'Admin')
      const behind = async () => (await alice.awsenv('whoami', '--offline')).script.match(/^ *signed in +(.*)$/m)?.[1]
      assert.match((await behind()) ?? '', /^sso-session "acme", until .*\(\w+\), then renewed by itself$/)
      const { signIn } = JSON.parse((await alice.awsenv('whoami', '--offline', '--json')).script)
      assert.equal([signIn.name, signIn.isRenewed], ['acme', true])
      assert.is(
        Date.parse(signIn.expiration),
        Date.parse(Object.values(cached()).find(one => one['accessToken'])?.['expiresAt'] ?? ''),
      )
      assert.match((await alice.awsenv('list')).script, /^ {2}sign-in +sso-session "acme" .* renewed by itself$/m)
      assert.is(JSON.parse((await alice.awsenv('list', '--json')).script).signIns[0].name, 'acme')
      await alice.awsenv('logout', 'acme')
      assert.match((await behind()) ?? '', /^sso-session "acme", signed out; to sign in: awsenv login acme$/)
      assert.not.match((await alice.awsenv('list')).script, /sign-in/)
    }),
  )

  test(
    'the hook renews such a role without a question while the sign-in lives, and then says how to sign in',
    withoutProfiles(async ({ alice, sandbox, center }) => {
      await alice.inShell('assume', 'Sandbox', 'Admin')
      const ends = () => Number(alice.env['AWSENV_EXPIRES'])
      const before = ends()
      sandbox.clock.advance(3_400)
      alice.hook = 'bash'
      const renewed = await alice.inShell('renew')
      assert.equal([renewed.exitCode, renewed.questions], [0, []], renewed.stderr)
      assert.ok(ends() > before + 3_000)
      center.refreshTokens.clear()
      sandbox.clock.advance(3_700)
      const refused = await alice.inShell('renew')
      // Only a person can sign in again.
      assert.is(refused.exitCode, 75, refused.stderr)
      assert.match(refused.stderr, /Admin@Sandbox is not renewed: .*sso-session "acme".*\n.*awsenv login acme/s)
      assert.is(alice.opened.length, 1)
    }),
  )

  test(
    'a list that is damaged, or of another version, is asked for again',
    withoutProfiles(async ({ alice }) => {
      const { script } = await alice.awsenv('accounts')
      const [file = ''] = readdirSync(lists(alice))
      for (const text of ['', '{', '[]', '{"version":2}', '{"version":1,"since":1e99,"accounts":[{"accountId":7}]}']) {
        writeFileSync(join(lists(alice), file), text)
        const again = await alice.awsenv('accounts')
        assert.equal([again.exitCode, again.script], [0, script])
      }
    }),
  )

  test(
    'a person without any session is told how to write one, and with several which to name',
    inCenter(async ({ alice }) => {
      alice.write('config', '')
      const none = await alice.awsenv('accounts')
      assert.is(none.exitCode, 1)
      assert.match(none.stderr, /no session of IAM Identity Center in .*\n.*aws configure sso-session/s)
      alice.write('config', `${SESSION}${OTHER}`)
      const several = await alice.awsenv('accounts')
      assert.is(several.exitCode, 2)
      assert.match(several.stderr, /awsenv accounts acme, or awsenv accounts twin/)
      assert.match((await alice.awsenv('accounts', 'acmee')).stderr, /did you mean "acme"/)
      const unnamed = await alice.awsenv('assume', 'Sandbox', 'Admin')
      assert.match(unnamed.stderr, /name one with --from: acme, twin/)
    }),
  )
})
