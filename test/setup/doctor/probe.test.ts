/** Accounts with one thing wrong each: the probe names it. In the right one it finds nothing. */
import * as assert from 'uvu/assert'
import { userPolicy } from '../../../src/setup/policy/user-policy.ts'
import { trusting, WITH_MFA } from '../../../tools/sandbox/demo-world.ts'
import type { Account, LongTermKey, Role, User } from '../../../tools/sandbox/identity.ts'
import { identityPolicy, parseIdentityPolicy } from '../../../tools/sandbox/policy/identity-policy.ts'
import { type Sandbox, startSandbox } from '../../../tools/sandbox/sandbox.ts'
import { describe } from '../../support/describe.ts'
import { type Machine, machine } from '../../support/fake-context.ts'

type Stage = {
  readonly sandbox: Sandbox
  readonly account: Account
  readonly alice: User
  readonly key: LongTermKey
  readonly admin: Role
  readonly self: Machine
}

type Row = readonly [what: string, spoil: (stage: Stage) => void, says: RegExp]

const DAY = 86_400_000

const ROWS: readonly Row[] = [
  ['no MFA condition', trust(undefined), /^failure: bare-key: ".*:role\/Admin" takes the key alone/m],
  [
    'BoolIfExists',
    trust({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
    /^failure: bare-key: .*takes the key alone/m,
  ],
  [
    'BoolIfExists, by its name',
    trust({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
    /^failure: trust-policy: .*BoolIfExists holds where MFA is absent/m,
  ],
  [
    'Null, which only a session without MFA finds out',
    trust({ Null: { 'aws:MultiFactorAuthPresent': 'false' } }),
    /^failure: session-without-mfa: .*takes a session that was made without an MFA code/m,
  ],
  ['no MFA condition, to a session without MFA', trust(undefined), /^failure: session-without-mfa: /m],
  [
    'a Deny that locks out',
    ({ sandbox, alice, admin }) =>
      Object.assign(
        admin,
        sandbox.world.trustOf({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: alice.arn }, Action: 'sts:AssumeRole', Condition: WITH_MFA },
            { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
          ],
        }),
      ),
    /^failure: mfa-login: ".*:role\/Admin" refuses even a fresh login/m,
  ],
  [
    'a user who was made anew',
    ({ sandbox, account, alice, admin, self }) => {
      sandbox.world.removeUser(alice)
      const again = sandbox.world.addUser(account, 'alice', { permissions: ['iam:GetRole'] })
      again.devices.push(...alice.devices)
      again.keys.push(...alice.keys)
      assert.ok(admin && self)
    },
    /^failure: trust-policy: .*it trusts AIDA\w+, a user that was deleted/m,
  ],
  [
    'an MFA age that is too short',
    trust({ ...WITH_MFA, NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }),
    /^warning: trust-policy: .*it takes an MFA code for 15m only/m,
  ],
  [
    'an MFA age without a limit',
    trust({ Bool: WITH_MFA.Bool }),
    /^warning: trust-policy: .*it does not limit the age of an MFA code/m,
  ],
  [
    'a login that is too old for the role',
    stage => {
      trust({ ...WITH_MFA, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })(stage)
      stage.sandbox.clock.advance(2 * 3600)
    },
    /^warning: mfa-login: .*refuses a login with MFA that is 2h old.*\n {2}awsenv login default --refresh/m,
  ],
  ['a trusted account', trust(WITH_MFA, '123456789012'), /^warning: trust-policy: .*it trusts the whole account/m],
  [
    'a key of the root user',
    ({ sandbox, account, self }) => useKey(self, sandbox.world.addKey(sandbox.world.addRootUser(account))),
    /^failure: identity: the key belongs to the root user/m,
  ],
  [
    'two active keys',
    ({ sandbox, alice }) => void sandbox.world.addKey(alice),
    /^warning: access-keys: the user has a second active key, \*{4}\w{4}: 0 days old, and never used/m,
  ],
  [
    'an old key',
    stage => replaceKey(stage, 400),
    /^warning: access-keys: the key \*{4}\w{4} is 400 days old\n {2}awsenv keys rotate default$/m,
  ],
  [
    'two old keys',
    stage => {
      replaceKey(stage, 400)
      stage.alice.keys.push({ ...stage.sandbox.world.addKey(stage.alice), createDate: Date.now() - 500 * DAY })
      stage.alice.keys.splice(1, 1)
    },
    /^warning: access-keys: the key .* is 400 days old\n.*\n^warning: access-keys: .*second active key, .*: 500 days old/m,
  ],
  [
    'a key that is off',
    ({ sandbox, alice }) => {
      sandbox.world.addKey(alice).active = false
    },
    /^warning: access-keys: the user has a second key, .*which is off/m,
  ],
  [
    'no device',
    ({ alice }) => void alice.devices.splice(0),
    /^failure: mfa-device: the user has no MFA device.*\n {2}awsenv mfa enrol default$/m,
  ],
  [
    'a foreign serial',
    ({ self }) => configure(self, 'arn:aws:iam::123456789012:mfa/bob'),
    /^failure: mfa-device: the profile names "arn:aws:iam::123456789012:mfa\/bob", which is not/m,
  ],
  [
    'FIDO only',
    ({ sandbox, alice }) => {
      alice.devices.splice(0)
      sandbox.world.addDevice(alice, 'arn:aws:iam::123456789012:u2f/user/alice/key-ABC')
    },
    /^failure: mfa-device: the user has passkeys or security keys only/m,
  ],
  [
    'a user with AdministratorAccess',
    ({ sandbox, alice }) =>
      void alice.attached.set(
        'arn:aws:iam::aws:policy/AdministratorAccess',
        sandbox.world.managedPolicies.get('iam::aws:policy/AdministratorAccess') ?? identityPolicy(),
      ),
    /^failure: user-policies: the policy "arn:aws:iam::aws:policy\/AdministratorAccess" gives the user wide rights/m,
  ],
  [
    'a user with a wide policy of its own',
    ({ alice }) =>
      void alice.policies.set('everything', identityPolicy({ Effect: 'Allow', Action: ['iam:*'], Resource: '*' })),
    /^failure: user-policies: the policy "everything" gives/m,
  ],
  ...(['ListRoles', 'ListUsers'] as const).map(
    (action): Row => [
      `a user who may call ${action}`,
      allow(`iam:${action}`),
      new RegExp(`^failure: listing: the key alone can list the ${action.slice(4).toLowerCase()}`, 'm'),
    ],
  ),
  [
    'a user who may list the buckets',
    allow('s3:ListAllMyBuckets'),
    /^failure: listing: the key alone can list the buckets/m,
  ],
  [
    'a key that AWS does not know',
    ({ alice }) => {
      for (const key of alice.keys) key.active = false
    },
    /^failure: identity: AWS does not know the key/m,
  ],
]

describe('doctor --probe', test => {
  for (const [what, spoil, says] of ROWS) {
    test(`names ${what}`, () =>
      onStage(async stage => {
        spoil(stage)
        const { script } = await stage.self.awsenv('doctor', '--probe', '--yes')
        assert.match(script, says)
      }))
  }

  test('finds nothing in the right account', () =>
    onStage(async ({ self }) => {
      const { script, exitCode } = await self.awsenv('doctor', '--probe', '--yes')
      const probes = script.slice(script.indexOf('ok: identity'))
      assert.equal(probes.match(/^(?:warning|failure|skipped).*/gm), null)
      assert.is(probes.match(/^ok: /gm)?.length, 9, probes)
      assert.is(exitCode, 0, script)
    }))

  test('says what it will ask before the first request, and asks nothing after a no, or where nobody can be asked', () =>
    onStage(async ({ self, sandbox }) => {
      const before = sandbox.requests.length
      self.answers = ['n']
      const { exitCode, stderr } = await self.awsenv('doctor', '--probe')
      assert.is(exitCode, 1)
      for (const word of ['AssumeRole', 'GetSessionToken', 'ListBuckets', 'CloudTrail', 'alarm'])
        assert.match(stderr, word)
      self.hasTerminal = false
      assert.is((await self.awsenv('doctor', '--probe')).exitCode, 75)
      assert.is(sandbox.requests.length, before)
    }))

  test('makes the calls that it named and no other, sends no code, and changes nothing', () =>
    onStage(async ({ self, sandbox }) => {
      const before = sandbox.requests.length
      const { stderr } = await self.awsenv('doctor', '--probe', '--yes')
      const made = sandbox.requests.slice(before)
      for (const { action, parameters } of made.filter(({ accessKeyId }) => accessKeyId !== undefined)) {
        assert.match(stderr, action)
        assert.match(action, /^(?:Get|List|AssumeRole$)/)
        assert.is(parameters['SerialNumber'], undefined)
      }
    }))

  test('throws away what it got by mistake: it is in no output and in no file', () =>
    onStage(async stage => {
      trust(undefined)(stage)
      const { self, sandbox } = stage
      const known = new Set(sandbox.world.sessions.keys())
      const { script, stderr } = await self.awsenv('doctor', '--probe', '--yes', '--debug')
      const made = [...sandbox.world.sessions.values()].filter(({ accessKeyId }) => !known.has(accessKeyId))
      assert.ok(made.length >= 3)
      for (const { accessKeyId, secretAccessKey, sessionToken } of made)
        for (const secret of [accessKeyId, secretAccessKey, sessionToken])
          assert.not((script + stderr).includes(secret))
      const list = JSON.parse((await self.awsenv('list', '--json')).script) as { sessions?: unknown[] }
      assert.not.match(JSON.stringify(list), 'Admin@')
    }))

  test('a key that AWS does not know is refused once, and a failed answer is no proof', () =>
    onStage(async ({ self, sandbox, alice }) => {
      for (const key of alice.keys) key.active = false
      const before = sandbox.requests.length
      const { script, exitCode } = await self.awsenv('doctor', '--probe', '--yes')
      assert.is(script.match(/^skipped: [\w-]+: for the same reason as before: AWS does not know the key/gm)?.length, 8)
      // The other one asks for the time.
      assert.equal([exitCode, sandbox.requests.length - before], [1, 2])
    }))

  test('an answer that is neither a yes nor a refusal proves nothing', () =>
    onStage(async ({ self, sandbox }) => {
      sandbox.fail({ action: 'AssumeRole', how: 'regionDisabled' })
      const { script } = await self.awsenv('doctor', '--probe', '--yes')
      assert.match(script, /^failure: bare-key: STS is switched off/m)
      assert.not.match(script, /^ok: (?:bare-key|session-without-mfa|mfa-login)/m)
    }))

  test('without a login, says that the right way was not tried', () =>
    onStage(async ({ self }) => {
      await self.awsenv('clear', '--all')
      const { script } = await self.awsenv('doctor', '--probe', '--yes')
      assert.match(script, /^skipped: mfa-login: there is no login.*\n {2}awsenv login default, then the probe again$/m)
      assert.match(script, /^skipped: trust-policy: /m)
      assert.match(script, /^ok: bare-key: /m)
    }))

  test('takes a role that no profile has, and skips the roles where there is none', () =>
    onStage(async ({ self, sandbox, account, alice }) => {
      sandbox.world.addRole(account, 'Open', trusting(alice.arn))
      configure(self, undefined, false)
      assert.match(
        (await self.awsenv('doctor', '--probe', '--yes')).script,
        /^skipped: bare-key: no profile has a role/m,
      )
      const { script } = await self.awsenv('doctor', '--probe', '--yes', '123456789012', 'Open')
      assert.match(script, /^failure: bare-key: ".*:role\/Open" takes the key alone/m)
    }))

  test('a temporary key, a target without --probe, and --offline are refused', () =>
    onStage(async ({ self }) => {
      assert.is((await self.awsenv('doctor', '123456789012', 'Open')).exitCode, 2)
      assert.is((await self.awsenv('doctor', '--probe', '--offline')).exitCode, 2)
      self.write(
        'credentials',
        '[default]\naws_access_key_id = ASIAX\naws_secret_access_key = x\naws_session_token = y\n',
      )
      assert.match((await self.awsenv('doctor', '--probe', '--yes')).stderr, 'has no long-term key')
    }))

  test('a report of it has no account, name or id', () =>
    onStage(async stage => {
      trust(undefined)(stage)
      stage.sandbox.world.addKey(stage.alice)
      const { script } = await stage.self.awsenv('doctor', '--probe', '--yes', '--report')
      assert.match(script, /^failure: bare-key: "…" takes the key alone, without an MFA code$/m)
      for (const secret of ['1234', 'alice', 'Admin', 'AKIA', 'arn:', stage.key.accessKeyId.slice(-4), stage.self.home])
        assert.not(script.includes(secret), `${secret} in ${script}`)
    }))
})

/** The right account: the policies of `awsenv policy`, one key, one device, a role with MFA, and a login. */
async function onStage(body: (stage: Stage) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox()
  try {
    const { world } = sandbox
    const account = world.addAccount('123456789012')
    const alice = world.addUser(account, 'alice', { mayAssume: [] })
    const key = world.addKey(alice)
    world.addDevice(alice)
    const admin = world.addRole(account, 'Admin', trusting(alice.arn, WITH_MFA))
    const user = { partition: 'aws', accountId: account.id, path: '/', name: 'alice', arn: alice.arn }
    const document = userPolicy({ user, roleArns: [admin.arn] })
    alice.policies.set('own', parseIdentityPolicy(JSON.stringify(document)))
    using self = machine({ env: { AWS_ENDPOINT_URL: sandbox.url }, now: () => sandbox.clock.now() })
    useKey(self, key)
    configure(self, 'arn:aws:iam::123456789012:mfa/alice')
    self.answers = [sandbox.nextMfaCode('arn:aws:iam::123456789012:mfa/alice')]
    const { exitCode, stderr } = await self.awsenv('login')
    assert.is(exitCode, 0, stderr)
    await body({ sandbox, account, alice, key, admin, self })
  } finally {
    await sandbox.close()
  }
}

function useKey(self: Machine, { accessKeyId, secretAccessKey }: LongTermKey): void {
  self.write(
    'credentials',
    `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  )
}

function configure(self: Machine, serial: string | undefined, hasRole = true): void {
  const role = '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = default\n'
  const device = serial === undefined ? '' : `mfa_serial = ${serial}\n`
  self.write('config', `[default]\nregion = eu-central-1\n${device}${hasRole ? role : ''}`)
}

/** A trust policy with that condition, for alice or another principal. */
function trust(condition: unknown, principal?: string): (stage: Stage) => void {
  return ({ sandbox, alice, admin }) =>
    void Object.assign(admin, sandbox.world.trustOf(trusting(principal ?? alice.arn, condition)))
}

/** The user's policy, which denies it without MFA, is gone. */
function allow(action: string): (stage: Stage) => void {
  return ({ alice }) => {
    alice.policies.clear()
    alice.permissions.add(action)
  }
}

function replaceKey({ alice, key }: Stage, days: number): void {
  alice.keys.splice(0, 1, { ...key, createDate: Date.now() - days * DAY })
}
