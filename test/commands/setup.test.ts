import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Role, User } from '../../tools/sandbox/identity.ts'
import { CONTAINER_PATH } from '../../tools/sandbox/metadata.ts'
import { codeOf } from '../../tools/sandbox/mfa.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'
import { stepAt } from '../../tools/sandbox/totp.ts'
import { assume } from '../sandbox/in-sandbox.ts'
import { describe } from '../support/describe.ts'
import { type Machine, machine } from '../support/fake-context.ts'
import { keyOf } from './story.ts'

const ACCOUNT = '345678901234'
const USER = `arn:aws:iam::${ACCOUNT}:user/dora`
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Admin`
const SERIAL = `arn:aws:iam::${ACCOUNT}:mfa/dora`

type Empty = { readonly sandbox: Sandbox; readonly admin: Machine }

/** An empty account, and the machine of its administrator, whose key is in [default]. */
async function inEmptyAccount(body: (empty: Empty) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox()
  const account = sandbox.world.addAccount(ACCOUNT)
  using admin = machine({ env: { AWS_ENDPOINT_URL: sandbox.url }, now: () => sandbox.clock.now() })
  admin.write('credentials', keyOf('default', sandbox.world.addKey(sandbox.world.addRootUser(account))))
  admin.write('config', '[default]\nregion = eu-central-1\n')
  try {
    await body({ sandbox, admin })
  } finally {
    await sandbox.close()
  }
}

const config = ({ home }: Machine) => readFileSync(join(home, '.aws/config'), 'utf8')
const dora = ({ world }: Sandbox): User => world.user(USER)
const role = ({ world }: Sandbox): Role => world.role(ROLE)

async function done(admin: Machine, ...words: readonly string[]) {
  const outcome = await admin.awsenv('setup', 'dora', ...words)
  assert.is(outcome.exitCode, 0, outcome.stderr)
  return outcome
}

/** The calls of IAM that change something. */
function changes({ requests }: Sandbox): readonly string[] {
  return requests
    .map(({ action }) => action)
    .filter(action => /^(?:Create|Put|Update|Attach|Delete|Detach)/.test(action))
}

describe('commands/setup', test => {
  test('makes everything in an empty account, and the three commands that it names lead to the role', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      sandbox.world.newKeyRefusals = 3
      sandbox.world.newUserRefusals = 2
      admin.answers = ['yes']
      const { script, stderr, questions } = await done(admin)
      assert.equal(questions, ['Make these changes? [y/N] '])
      assert.match(
        script,
        /^account 345678901234, as arn:aws:iam::345678901234:root\n\+ user dora\n\+ policy awsenv of user dora:\n/,
      )
      assert.match(script, `+ policy of role Admin: arn:aws:iam::aws:policy/AdministratorAccess\n`)
      assert.match(stderr, 'waiting until IAM knows everywhere what it has just made')
      assert.match(stderr, 'waiting until AWS knows the new key')
      assert.match(
        stderr,
        /next: awsenv mfa enrol dora\n.*then: awsenv login dora\n.*then: awsenv assume 345678901234 Admin\n$/,
      )
      const [key] = dora(sandbox).keys
      assert.is((admin.keys.entries.get('dora') as { accessKeyId?: string } | undefined)?.accessKeyId, key?.accessKeyId)
      assert.not((script + stderr).includes(key?.secretAccessKey ?? '-'))
      assert.equal([...role(sandbox).attached.keys()], ['arn:aws:iam::aws:policy/AdministratorAccess'])
      assert.is(
        config(admin),
        `[default]\nregion = eu-central-1\n\n[profile dora]\naws_account_id = ${ACCOUNT}\nregion = eu-central-1\n`,
      )

      const code = (offset: number) => () => {
        const device = sandbox.world.device(SERIAL)
        return device === undefined ? '' : codeOf(device, stepAt(sandbox.clock.now()) + offset)
      }
      admin.answers = [code(-1), code(0)]
      assert.is((await admin.inShell('mfa', 'enrol', 'dora')).exitCode, 0)
      admin.answers = [() => sandbox.nextMfaCode(SERIAL)]
      assert.is((await admin.inShell('login', 'dora')).exitCode, 0)
      const assumed = await admin.inShell('assume', ACCOUNT, 'Admin')
      assert.is(assumed.exitCode, 0, assumed.stderr)
      const { script: who } = await admin.awsenv('whoami', '--json')
      assert.match(JSON.parse(who).arn, /:assumed-role\/Admin\//)

      // Nothing is wrong with what setup makes.
      const { script: proof } = await admin.awsenv('doctor', '--probe', '--yes', ACCOUNT, 'Admin')
      const probes = proof.slice(proof.search(/^\w+: identity: /m))
      assert.equal(probes.match(/^(?:warning|failure|skipped).*/gm), null)
      assert.is(probes.match(/^ok: /gm)?.length, 9, probes)
    }))

  test('run twice, it changes nothing and asks nothing', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      await done(admin, '--yes')
      const before = [changes(sandbox).length, config(admin)]
      const { script, stderr, questions } = await done(admin)
      assert.equal([changes(sandbox).length, config(admin)], before)
      assert.equal(questions, [])
      assert.match(stderr, 'everything is there as it should be: nothing has changed')
      assert.not(/^[+~]/m.test(script), script)
    }))

  test('--dry-run shows the plan and changes nothing, as a no does, and as nobody to be asked', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      const dry = await done(admin, '--dry-run')
      assert.match(dry.script, '+ user dora\n')
      assert.equal(dry.questions, [])
      admin.answers = ['']
      const no = await admin.awsenv('setup', 'dora')
      assert.is(no.exitCode, 1)
      assert.match(no.stderr, 'you said no: nothing has changed')
      admin.hasTerminal = false
      const alone = await admin.awsenv('setup', 'dora')
      assert.is(alone.exitCode, 75)
      assert.match(alone.stderr, /add --yes .* or --dry-run/)
      assert.equal(changes(sandbox), [])
      assert.is(config(admin), '[default]\nregion = eu-central-1\n')
    }))

  test('cut off at any of its calls, it does the rest the next time', async () => {
    const calls = ['CreateUser', 'PutUserPolicy', 'CreateRole', 'AttachRolePolicy', 'CreateAccessKey']
    for (const action of calls)
      await inEmptyAccount(async ({ sandbox, admin }) => {
        sandbox.fail({ action, how: 'lost' })
        const first = await admin.awsenv('setup', 'dora', '--yes')
        assert.is(first.exitCode, 1, `${action}: ${first.stderr}`)
        sandbox.recover()
        await done(admin, '--yes')
        assert.match((await done(admin, '--yes')).stderr, 'nothing has changed', action)
        const key = admin.keys.entries.get('dora')?.accessKeyId
        assert.ok(dora(sandbox).keys.some(({ accessKeyId }) => accessKeyId === key))
      })
  })

  test('a key whose secret got lost is named at the next run, and deleted only after a yes that names it', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      sandbox.fail({ action: 'CreateAccessKey', how: 'lost' })
      const { stderr } = await admin.awsenv('setup', 'dora', '--yes')
      assert.match(
        stderr,
        'IAM may have made a key whose secret got lost on the way: run the command again, which finds it',
      )
      sandbox.recover()
      const lost = dora(sandbox).keys[0]?.accessKeyId ?? ''
      admin.answers = ['y', 'y']
      const { questions } = await done(admin)
      assert.match(
        questions[1] ?? '',
        new RegExp(`never used\\).*its secret is nowhere\\. Delete ${lost}\\? \\[y/N\\]`),
      )
      assert.is(dora(sandbox).keys.length, 1)
      assert.is.not(dora(sandbox).keys[0]?.accessKeyId, lost)
    }))

  test('--yes is no answer to that: the lost key stays while there is room, and --confirm deletes it', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      sandbox.fail({ action: 'CreateAccessKey', how: 'lost', times: 2 })
      for (let time = 1; time <= 2; time++) await admin.awsenv('setup', 'dora', '--yes')
      const [one, two] = dora(sandbox).keys.map(({ accessKeyId }) => accessKeyId)
      const full = await admin.awsenv('setup', 'dora', '--yes')
      assert.is(full.exitCode, 1)
      assert.match(full.stderr, `the unused key ${one} stays: --confirm ${one} deletes it`)
      assert.match(full.stderr, 'there is no room for a new key')
      await done(admin, '--yes', '--confirm', one ?? '')
      assert.equal(
        dora(sandbox).keys.map(({ accessKeyId }) => accessKeyId === one || accessKeyId === two),
        [true, false],
      )
    }))

  test('a key that the vault does not take is deleted again', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      admin.keys.beforeWrite = () => {
        throw new Error('the disk is full')
      }
      const { exitCode, stderr } = await admin.awsenv('setup', 'dora', '--yes')
      assert.is(exitCode, 1)
      assert.match(stderr, /the new key, \*{4}\w{4}, can't be stored, so awsenv deleted it again/)
      assert.equal(dora(sandbox).keys, [])
    }))

  test('what is broken is shown as a diff, and repaired', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      await done(admin, '--yes')
      const trust = role(sandbox).trustDocument
      Object.assign(role(sandbox), sandbox.world.trustOf(JSON.parse(trust.replace('"Bool"', '"BoolIfExists"'))))
      dora(sandbox).policies.delete('awsenv')
      const { script } = await done(admin, '--yes')
      assert.match(script, '+ policy awsenv of user dora:\n')
      assert.match(script, /~ trust policy of role Admin:\n(?:.*\n)*? {4}- +"BoolIfExists": \{\n {4}\+ +"Bool": \{\n/)
      assert.is(role(sandbox).trustDocument, trust)
      assert.ok(dora(sandbox).policies.has('awsenv'))
    }))

  test('a user who was deleted and made anew is trusted again', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      await done(admin, '--yes')
      sandbox.world.removeUser(dora(sandbox))
      admin.keys.entries.clear()
      const { script } = await done(admin, '--yes')
      assert.match(script, /- +"AWS": "AIDA\w+"\n {4}\+ +"AWS": "arn:aws:iam::345678901234:user\/dora"/)
      assert.equal([...role(sandbox).trustedIds.values()], [dora(sandbox).id])
    }))

  test('a second user and a second role are added to what is there', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      await done(admin, '--yes', '--mfa-age', '1h')
      assert.is((await admin.awsenv('setup', 'team/emil', '--yes')).exitCode, 0)
      await done(admin, '--yes', '--role', 'ops/Audit', '--role-policy', 'ReadOnlyAccess')
      const { Principal, Condition } = JSON.parse(role(sandbox).trustDocument).Statement[0]
      assert.equal(Principal, { AWS: [`arn:aws:iam::${ACCOUNT}:user/dora`, `arn:aws:iam::${ACCOUNT}:user/team/emil`] })
      assert.is(Condition.NumericLessThan['aws:MultiFactorAuthAge'], '3600')
      const policy = JSON.parse(dora(sandbox).policies.get('awsenv')?.text ?? '{}')
      assert.equal(policy.Statement.find(({ Sid }: { Sid: string }) => Sid === 'AssumeTheRole').Resource, [
        ROLE,
        `arn:aws:iam::${ACCOUNT}:role/ops/Audit`,
      ])
      assert.equal(
        [...sandbox.world.role(`arn:aws:iam::${ACCOUNT}:role/ops/Audit`).attached.keys()],
        ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      )
    }))

  test('a user and a role that awsenv did not make are changed only after a yes that names each', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      const account = sandbox.world.account(ACCOUNT)
      sandbox.world.addUser(account, 'dora', { mayAssume: [] })
      const own = { Version: '2012-10-17', Statement: [statement(`arn:aws:iam::${ACCOUNT}:user/dora`, MFA)] }
      const existing = sandbox.world.addRole(account, 'Admin', {
        ...own,
        Statement: [{ ...own.Statement[0], Principal: { AWS: ROLE_OF_CI } }],
      })
      const before = existing.trustDocument
      admin.answers = ['y', 'y', 'n']
      const no = await admin.awsenv('setup', 'dora')
      assert.match(no.questions[1] ?? '', 'awsenv did not make the user "dora"')
      assert.match(no.questions[2] ?? '', 'awsenv did not make the role "Admin". Change it?')
      assert.match(no.script, `= role Admin (${ROLE}), which awsenv did not make`)
      assert.equal([no.exitCode, changes(sandbox)], [1, []])
      admin.hasTerminal = false
      const yes = await admin.awsenv('setup', 'dora', '--yes')
      assert.equal([yes.exitCode, changes(sandbox)], [75, []])
      assert.match(yes.stderr, 'Add --confirm dora')
      await done(admin, '--yes', '--confirm', 'dora', '--confirm', 'Admin')
      const [ours, theirs] = JSON.parse(role(sandbox).trustDocument).Statement
      assert.is(ours.Sid, 'OnlyThisUserOnlyWithRecentMFA')
      assert.equal([theirs], JSON.parse(before).Statement)
    }))

  test('a trust that lets somebody in without MFA is told, and stays unless that is answered, or --narrow', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      await done(admin, '--yes')
      const wide = statement(`arn:aws:iam::${ACCOUNT}:root`)
      const document = JSON.parse(role(sandbox).trustDocument)
      const widen = () =>
        Object.assign(role(sandbox), sandbox.world.trustOf({ ...document, Statement: [...document.Statement, wide] }))
      widen()
      const told = await done(admin, '--yes')
      assert.match(told.stderr, /the trust policy of role "Admin" has \{.*:root.*\}: .*gets in without an MFA code/)
      assert.match(told.stderr, 'warning: it stays as wide as it is; --narrow removes this')
      assert.is(JSON.parse(role(sandbox).trustDocument).Statement.length, 2)
      admin.answers = ['y', 'y']
      const { questions, script } = await done(admin)
      assert.match(questions[0] ?? '', 'Remove this statement from the trust policy of role "Admin"?')
      assert.match(script, /- +"AWS": "arn:aws:iam::345678901234:root"/)
      assert.equal(JSON.parse(role(sandbox).trustDocument), document)
      widen()
      await done(admin, '--yes', '--narrow')
      assert.equal(JSON.parse(role(sandbox).trustDocument), document)
    }))

  for (const [what, words, message] of [
    ['another account than --account', ['--account', '999999999999'], 'the credentials are of account 345678901234'],
    [
      'a policy that is not there',
      ['--role-policy', 'Nonsense'],
      'there is no policy "arn:aws:iam::aws:policy/Nonsense"',
    ],
    ['a role elsewhere', ['--role', 'arn:aws:iam::999999999999:role/Admin'], 'is not in account 345678901234'],
    ['a profile with a key of its own', ['--profile', 'default'], 'it is for something else than a new key'],
    ['a time that no code counts', ['--mfa-age', '1m'], '15m'],
  ] as const)
    test(`${what} is refused before anything is made`, () =>
      inEmptyAccount(async ({ sandbox, admin }) => {
        const { exitCode, stderr } = await admin.awsenv('setup', 'dora', '--yes', ...words)
        assert.ok(exitCode === 1 || exitCode === 2)
        assert.match(stderr, message)
        assert.equal(changes(sandbox), [])
      }))

  test('somebody who is no administrator is told which call AWS refused', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      const someone = sandbox.world.addUser(sandbox.world.account(ACCOUNT), 'someone')
      admin.write('credentials', keyOf('default', sandbox.world.addKey(someone)))
      const { exitCode, stderr } = await admin.awsenv('setup', 'dora', '--yes')
      assert.is(exitCode, 1)
      assert.match(
        stderr,
        /AWS didn't allow Get(?:User|Role) for .*\n.*use the credentials of an administrator: awsenv setup USER --from PROFILE/,
      )
    }))

  test("the administrator may be a role: CloudShell's container, or a session that was exported", () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      const { world } = sandbox
      const boss = world.addUser(world.account(ACCOUNT), 'boss')
      const trust = { Version: '2012-10-17', Statement: [statement(boss.arn)] }
      const role = world.addRole(world.account(ACCOUNT), 'Boss', trust)
      world.metadata.container = { role, authorizationToken: 'token of the container' }
      admin.write('credentials', '')
      const container = {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sandbox.url}${CONTAINER_PATH}`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token of the container',
      }
      Object.assign(admin.env, container)
      assert.match((await done(admin, '--dry-run')).script, /as arn:aws:sts::345678901234:assumed-role\/Boss\//)
      for (const name of Object.keys(container)) delete admin.env[name]
      const key = world.addKey(boss)
      admin.write('credentials', keyOf('boss', key))
      const { Credentials } = await assume(sandbox, key, role.arn)
      Object.assign(admin.env, {
        AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
        AWS_SESSION_TOKEN: Credentials?.SessionToken,
      })
      assert.match((await done(admin, '--yes')).script, 'as arn:aws:sts::345678901234:assumed-role/Boss/tester\n')
    }))

  test('the administrator: --from a profile, a session in the environment, or nobody', () =>
    inEmptyAccount(async ({ sandbox, admin }) => {
      const account = sandbox.world.account(ACCOUNT)
      const root = sandbox.world.addKey(sandbox.world.user(`arn:aws:iam::${ACCOUNT}:root`))
      admin.write('credentials', keyOf('boss', root))
      const none = await admin.awsenv('setup', 'dora', '--yes')
      assert.is(none.exitCode, 1)
      assert.match(none.stderr, 'there are no credentials of an administrator in this shell')
      await done(admin, '--yes', '--from', 'boss')
      const sister = sandbox.world.addUser(account, 'sister', { permissions: ['*'] })
      const key = sandbox.world.addKey(sister)
      Object.assign(admin.env, { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey })
      assert.match((await done(admin, '--yes')).script, `as ${sister.arn}\n`)
    }))
})

const ROLE_OF_CI = `arn:aws:iam::${ACCOUNT}:role/Ci`
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }

function statement(principal: string, Condition?: unknown) {
  return {
    Sid: 'Mine',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'sts:AssumeRole',
    ...(Condition === undefined ? {} : { Condition }),
  }
}
