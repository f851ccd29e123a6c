import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccountSummaryCommand,
  GetRoleCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  PutUserPolicyCommand,
  ResyncMFADeviceCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import * as assert from 'uvu/assert'
import { trusting } from '../../tools/sandbox/demo-world.ts'
import { codeOf } from '../../tools/sandbox/mfa.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { stepAt } from '../../tools/sandbox/totp.ts'
import { describe } from '../support/describe.ts'
import { assume, getSessionToken, iamOf, inSandbox, keysOf, mfaOf, outcome } from './in-sandbox.ts'

const ACCOUNT = '123456789012'
const DORA = `arn:aws:iam::${ACCOUNT}:user/dora`
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** A client of the account's root user, who may do everything. */
function administrator(sandbox: Sandbox): IAMClient {
  return iamOf(sandbox, sandbox.world.addKey(sandbox.world.addRootUser(sandbox.world.account(ACCOUNT))))
}

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

describe('IAM: writes', test => {
  test(
    'a user, its key and its policy are made, and the policy decides from then on',
    inSandbox(async sandbox => {
      const iam = administrator(sandbox)
      const { User } = await iam.send(new CreateUserCommand({ UserName: 'dora' }))
      assert.is(User?.Arn, DORA)
      assert.match(
        await outcome(iam.send(new CreateUserCommand({ UserName: 'Dora', Path: '/x/' }))),
        /^EntityAlreadyExists\w*: User with name Dora already exists\.$/,
      )
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'dora' }))
      const dora = iamOf(sandbox, {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      })
      const list = () => outcome(dora.send(new ListUsersCommand({})))
      assert.match(await list(), /because no identity-based policy allows the iam:ListUsers action/)
      const put = (...statements: object[]) =>
        iam.send(
          new PutUserPolicyCommand({ UserName: 'dora', PolicyName: 'self', PolicyDocument: policy(...statements) }),
        )
      await put({ Effect: 'Allow', Action: 'iam:List*', Resource: '*' })
      assert.is(await list(), 'done')
      await put(
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' },
      )
      assert.match(await list(), /with an explicit deny in an identity-based policy/)
      const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName: 'dora' }))
      assert.equal(PolicyNames, ['self'])
      const got = await iam.send(new GetUserPolicyCommand({ UserName: 'dora', PolicyName: 'self' }))
      assert.match(decodeURIComponent(got.PolicyDocument ?? ''), '"Deny"')
      const large = await outcome(put({ Effect: 'Allow', Action: 'x'.repeat(2048), Resource: '*' }))
      assert.match(large, /^LimitExceeded\w*: Maximum policy size of 2048 bytes exceeded for user dora$/)
      const torn = new PutUserPolicyCommand({ UserName: 'dora', PolicyName: 'self', PolicyDocument: '{' })
      assert.match(await outcome(iam.send(torn)), /^MalformedPolicyDocument/)
    }),
  )

  test(
    'a role is made for a user who exists, and trusts that user and not a later one of the same name',
    inSandbox(async sandbox => {
      const iam = administrator(sandbox)
      const AssumeRolePolicyDocument = JSON.stringify(trusting(DORA))
      const create = new CreateRoleCommand({ RoleName: 'Made', AssumeRolePolicyDocument })
      assert.match(
        await outcome(iam.send(create)),
        /^MalformedPolicyDocument\w*: Invalid principal in policy: "AWS":"arn/,
      )
      sandbox.world.newUserRefusals = 2
      await iam.send(new CreateUserCommand({ UserName: 'dora' }))
      for (const attempt of ['the first', 'the second'])
        assert.match(await outcome(iam.send(create)), /Invalid principal/, attempt)
      await iam.send(create)
      assert.match(await outcome(iam.send(create)), /^EntityAlreadyExists\w*: Role with name Made already exists\.$/)
      await iam.send(new AttachRolePolicyCommand({ RoleName: 'Made', PolicyArn: ADMINISTRATOR }))
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'Made' }))
      assert.equal(
        AttachedPolicies?.map(({ PolicyArn }) => PolicyArn),
        [ADMINISTRATOR],
      )

      const dora = sandbox.world.user(DORA)
      const role = `arn:aws:iam::${ACCOUNT}:role/Made`
      const session = keysOf(await assume(sandbox, sandbox.world.addKey(dora), role))
      assert.is(await outcome(iamOf(sandbox, session).send(new ListRolesCommand({}))), 'done')

      sandbox.world.removeUser(dora)
      const again = sandbox.world.addUser(sandbox.world.account(ACCOUNT), 'dora')
      assert.match(await outcome(assume(sandbox, sandbox.world.addKey(again), role)), /^AccessDenied/)
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Made' }))
      assert.match(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), `"AWS":"${dora.id}"`)

      const repaired = new UpdateAssumeRolePolicyCommand({
        RoleName: 'Made',
        PolicyDocument: JSON.stringify(trusting(DORA)),
      })
      await iam.send(repaired)
      assert.is(await outcome(assume(sandbox, sandbox.world.addKey(again), role)), 'done')
    }),
  )

  test(
    'a device is made, enabled by two codes in a row, put in step, and taken away',
    inSandbox(async (sandbox, { carol }) => {
      sandbox.world.user(carol.arn).permissions.add('*')
      const iam = iamOf(sandbox, carol)
      const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'carol' }))
      const serial = made.VirtualMFADevice?.SerialNumber ?? ''
      const secret = Buffer.from(made.VirtualMFADevice?.Base32StringSeed ?? []).toString()
      assert.is(sandbox.world.device(serial)?.secret, secret)
      const twice = iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'carol' }))
      assert.match(await outcome(twice), /^EntityAlreadyExists/)

      const code = (offset: number) => {
        const device = sandbox.world.device(serial)
        assert.ok(device)
        return codeOf(device as NonNullable<typeof device>, stepAt(sandbox.clock.now()) + offset)
      }
      const enable = (first: number, second: number) => {
        const codes = { AuthenticationCode1: code(first), AuthenticationCode2: code(second) }
        return outcome(iam.send(new EnableMFADeviceCommand({ UserName: 'carol', SerialNumber: serial, ...codes })))
      }
      const wrong = /^InvalidAuthenticationCode\w*: Authentication code for device is not valid\.$/
      for (const [first, second] of [
        [0, 0],
        [1, 0],
        [0, 2],
        [60, 61],
      ] as const)
        assert.match(await enable(first, second), wrong, `${first} ${second}`)
      const listed = async (AssignmentStatus: 'Assigned' | 'Unassigned') =>
        (await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus }))).VirtualMFADevices?.map(
          d => d.SerialNumber,
        )
      assert.equal(await listed('Unassigned'), [serial])
      assert.is(await enable(-1, 0), 'done')
      assert.equal(await listed('Unassigned'), [])
      assert.ok((await listed('Assigned'))?.includes(serial))
      // Both codes are spent.
      assert.match(
        await outcome(getSessionToken(sandbox, carol, { SerialNumber: serial, TokenCode: code(0) })),
        /invalid MFA/,
      )
      assert.is(await outcome(getSessionToken(sandbox, carol, mfaOf(sandbox, serial))), 'done')

      const resync = { SerialNumber: serial, AuthenticationCode1: code(2), AuthenticationCode2: code(3) }
      assert.is(await outcome(iam.send(new ResyncMFADeviceCommand({ UserName: 'carol', ...resync }))), 'done')
      const remove = new DeleteVirtualMFADeviceCommand({ SerialNumber: serial })
      assert.match(await outcome(iam.send(remove)), /^DeleteConflict/)
      await iam.send(new DeactivateMFADeviceCommand({ UserName: 'carol', SerialNumber: serial }))
      assert.is(await outcome(iam.send(remove)), 'done')
      assert.match(await outcome(iam.send(remove)), /^NoSuchEntity/)
    }),
  )

  test(
    'the account tells whether its root user has keys and MFA',
    inSandbox(async sandbox => {
      const { SummaryMap } = await administrator(sandbox).send(new GetAccountSummaryCommand({}))
      assert.equal([SummaryMap?.['AccountAccessKeysPresent'], SummaryMap?.['AccountMFAEnabled']], [1, 0])
    }),
  )

  test(
    'a role that demands MFA is not given to a user whose own policy denies it without MFA',
    inSandbox(async (sandbox, { alice, roles }) => {
      const iam = administrator(sandbox)
      const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }
      const document = policy({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*', Condition })
      const put = new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'mfa', PolicyDocument: document })
      await iam.send(put)
      assert.match(await outcome(assume(sandbox, alice, roles.open)), /^AccessDenied/)
      assert.is(await outcome(assume(sandbox, alice, roles.admin, mfaOf(sandbox, alice.mfaSerial))), 'done')
    }),
  )
})
