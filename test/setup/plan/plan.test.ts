import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { statementsIn } from '../../../src/setup/plan/documents.ts'
import { keyPlan, type UserKey } from '../../../src/setup/plan/keys.ts'
import {
  type Existing,
  type ExistingRole,
  type ExistingUser,
  planFor,
  type Step,
  type Wanted,
} from '../../../src/setup/plan/plan.ts'
import { userNamed } from '../../../src/setup/policy/account-plan.ts'
import { TRUST_SID } from '../../../src/setup/policy/role-trust-policy.ts'
import { access, LONG_TERM_KEY, SESSION_WITH_MFA, SESSION_WITHOUT_MFA } from '../../../src/setup/trust/evaluate.ts'
import { parseTrust } from '../../../src/setup/trust/parse.ts'
import { describe } from '../../support/describe.ts'

const ACCOUNT = '123456789012'
const ALICE = userNamed('alice', ACCOUNT)
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/Admin`
const WANTED: Wanted = {
  user: ALICE,
  roleArn: ADMIN,
  mfaAge: undefined,
  rolePolicyArn: undefined,
  removesWide: false,
}
const NOTHING: Existing = { user: undefined, role: undefined }

/** The account after a step, as IAM would have it. */
function after({ user, role }: Existing, step: Step): Existing {
  const made: ExistingUser = user ?? { isOurs: true, policies: new Map(), attached: [] }
  switch (step.kind) {
    case 'create user':
      return { user: made, role }
    case 'put user policy':
      return {
        user: { ...made, policies: new Map([...made.policies, ['awsenv', JSON.stringify(step.document)]]) },
        role,
      }
    case 'create role':
      return { user, role: { isOurs: true, trust: JSON.stringify(step.document), policies: [] } }
    case 'change trust':
      return { user, role: { ...(role as ExistingRole), trust: JSON.stringify(step.document) } }
    case 'attach role policy':
      return {
        user,
        role: { ...(role as ExistingRole), policies: [...(role as ExistingRole).policies, step.policyArn] },
      }
  }
}

const kindsOf = (wanted: Wanted, existing: Existing) => planFor(wanted, existing).steps.map(({ kind }) => kind)

function statementFor(principal: unknown, condition?: unknown, more: object = {}) {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }
  return condition === undefined ? statement : { ...statement, Condition: condition }
}

const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }

const principals = fc.constantFrom<unknown>(
  { AWS: ALICE.arn },
  { AWS: `arn:aws:iam::${ACCOUNT}:user/bob` },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: [ALICE.arn, `arn:aws:iam::${ACCOUNT}:role/Ci`] },
  { AWS: 'AIDAEXAMPLEEXAMPLE12' },
  { Service: 'ec2.amazonaws.com' },
  { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` },
  '*',
)
const conditions = fc.constantFrom<unknown>(
  undefined,
  MFA,
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'sts:ExternalId': 'x' } },
  { ...MFA, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
)
const sids = fc.constantFrom<object>({}, { Sid: TRUST_SID }, { Sid: 'Mine' })
const trusts = fc
  .array(
    fc.tuple(principals, conditions, sids).map(([who, condition, sid]) => statementFor(who, condition, sid)),
    { maxLength: 4 },
  )
  .map(Statement => JSON.stringify({ Version: '2012-10-17', Statement }))
const roles = fc.option(
  fc.record({
    isOurs: fc.boolean(),
    trust: trusts,
    policies: fc.subarray(['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/AdministratorAccess']),
  }),
  { nil: undefined },
)
const users = fc.option(
  fc.record({
    isOurs: fc.boolean(),
    policies: fc.constantFrom<ReadonlyMap<string, string>>(
      new Map(),
      new Map([['awsenv', '{"Statement":[]}']]),
      new Map([['awsenv', 'no JSON']]),
      new Map([['other', '{}']]),
    ),
    attached: fc.constant<readonly string[]>([]),
  }),
  { nil: undefined },
)
const wanteds = fc.record({
  user: fc.constant(ALICE),
  roleArn: fc.constant(ADMIN),
  mfaAge: fc.constantFrom(undefined, 900, 43_200),
  rolePolicyArn: fc.constantFrom(undefined, 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
  removesWide: fc.boolean(),
})

describe('setup: the plan', test => {
  for (const [what, existing, kinds] of [
    ['an empty account', NOTHING, ['create user', 'put user policy', 'create role', 'attach role policy']],
    [
      'a user without its policy',
      { user: { isOurs: true, policies: new Map(), attached: [] }, role: undefined },
      ['put user policy', 'create role', 'attach role policy'],
    ],
    [
      'a role that trusts the user with MFA already, in words of its own',
      {
        user: undefined,
        role: {
          isOurs: false,
          trust: JSON.stringify({ Version: '2008-10-17', Statement: statementFor({ AWS: [ALICE.arn] }, MFA) }),
          policies: ['inline'],
        },
      },
      ['create user', 'put user policy'],
    ],
    [
      'a role whose trust policy says BoolIfExists',
      {
        user: undefined,
        role: {
          isOurs: true,
          trust: JSON.stringify({
            Statement: [statementFor({ AWS: ALICE.arn }, { BoolIfExists: MFA.Bool }, { Sid: TRUST_SID })],
          }),
          policies: ['inline'],
        },
      },
      ['create user', 'put user policy', 'change trust'],
    ],
  ] as const satisfies readonly (readonly [string, Existing, readonly Step['kind'][]])[])
    test(`${what}: ${kinds.join(', ')}`, () => assert.equal(kindsOf(WANTED, existing), kinds))

  test('cut off after any step, what is left is the rest of it; after all, nothing', () => {
    fc.assert(
      fc.property(wanteds, users, roles, (wanted, user, role) => {
        let existing: Existing = { user, role }
        const { steps } = planFor(wanted, existing)
        for (const [index, step] of steps.entries()) {
          existing = after(existing, step)
          assert.equal(
            kindsOf(wanted, existing),
            steps.slice(index + 1).map(({ kind }) => kind),
          )
        }
        assert.equal(kindsOf(wanted, existing), [])
      }),
    )
  })

  test('the user gets in with MFA; without it only by statements that were there, and those go only after a yes', () => {
    fc.assert(
      fc.property(wanteds, users, roles, (wanted, user, role) => {
        const plan = planFor(wanted, { user, role })
        const { role: made } = plan.steps.reduce(after, { user, role } as Existing)
        const trust = parseTrust(made?.trust ?? '{}', 'it')
        const may = (mfa: typeof LONG_TERM_KEY) => access(trust, ALICE.arn, mfa)
        assert.is(may(SESSION_WITH_MFA), 'allowed')
        const isOpen = [LONG_TERM_KEY, SESSION_WITHOUT_MFA].some(mfa => may(mfa) === 'allowed')
        if (isOpen) assert.ok(!wanted.removesWide && plan.wide.length > 0)
      }),
    )
  })

  test('no statement of somebody else is lost or changed without a yes, and no policy of the role', () => {
    fc.assert(
      fc.property(wanteds, users, roles, (wanted, user, role) => {
        const plan = planFor({ ...wanted, removesWide: false }, { user, role })
        const { role: made } = plan.steps.reduce(after, { user, role } as Existing)
        const theirs = (document: string | undefined) => statementsIn(document).filter(({ Sid }) => Sid !== TRUST_SID)
        assert.equal(theirs(made?.trust), theirs(role?.trust))
        for (const policy of role?.policies ?? []) assert.ok(made?.policies.includes(policy))
      }),
    )
  })

  test('what awsenv did not make is named exactly if it would change', () => {
    fc.assert(
      fc.property(wanteds, users, roles, (wanted, user, role) => {
        const { steps, foreign } = planFor(wanted, { user, role })
        const isAboutUser = ({ kind }: Step) => kind === 'create user' || kind === 'put user policy'
        assert.is(foreign.includes('user'), user?.isOurs === false && steps.some(isAboutUser))
        assert.is(foreign.includes('role'), role?.isOurs === false && steps.some(step => !isAboutUser(step)))
      }),
    )
  })

  test('an age of a code and a policy of the role stay, unless another is asked for', () => {
    const { steps } = planFor({ ...WANTED, mfaAge: 3600 }, NOTHING)
    const made = steps.reduce(after, NOTHING)
    assert.equal(kindsOf(WANTED, made), [])
    assert.equal(kindsOf({ ...WANTED, mfaAge: 7200 }, made), ['change trust'])
    const readOnly = { ...(made.role as ExistingRole), policies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }
    assert.equal(kindsOf(WANTED, { ...made, role: readOnly }), [])
  })

  test('policies that together are too large for IAM are refused', () => {
    const user = { isOurs: true, policies: new Map([['big', JSON.stringify({ x: 'y'.repeat(600) })]]), attached: [] }
    assert.throws(
      () => planFor(WANTED, { user, role: undefined }),
      /would have \d+ characters together, and IAM takes 2048/,
    )
  })
})

describe('setup: the key', test => {
  const key = (accessKeyId: string, lastUsed: UserKey['lastUsed'] = 'never', isActive = true): UserKey => ({
    ...{ accessKeyId, lastUsed, isActive },
  })
  const names = { user: 'alice', entry: 'alice' }

  for (const [what, keys, stored, isMade, unused] of [
    ['no key', [], undefined, true, []],
    ['a key in use elsewhere', [key('A', 1)], undefined, true, []],
    ['a key that nobody has used', [key('A')], undefined, true, ['A']],
    ['a key of which AWS does not tell', [{ ...key('A'), lastUsed: undefined }], undefined, true, []],
    ['the key of the vault, not used yet', [key('A')], 'A', false, []],
    ['the key of the vault, beside an unused one', [key('A', 1), key('B')], 'A', false, []],
  ] as const)
    test(`${what}`, () => {
      const plan = keyPlan(keys, stored && { accessKeyId: stored }, names)
      assert.equal([plan.isMade, plan.unused.map(({ accessKeyId }) => accessKeyId)], [isMade, unused])
    })

  test('a key of the vault that is not the user’s is refused, and one that is switched off is told', () => {
    assert.throws(() => keyPlan([key('A')], { accessKeyId: 'B' }, names), /is not a key of the user "alice"/)
    assert.is(keyPlan([key('A', 1, false)], { accessKeyId: 'A' }, names).inactive?.accessKeyId, 'A')
  })
})
