/** The two documents that awsenv prints, put into an account by an administrator, and what the user can do then. */
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import * as assert from 'uvu/assert'
import { roleNamed, type UserName, userNamed } from '../../../src/setup/policy/account-plan.ts'
import { roleTrustPolicy } from '../../../src/setup/policy/role-trust-policy.ts'
import { userPolicy } from '../../../src/setup/policy/user-policy.ts'
import { codeOf } from '../../../tools/sandbox/mfa.ts'
import type { Sandbox } from '../../../tools/sandbox/sandbox.ts'
import { stepAt } from '../../../tools/sandbox/totp.ts'
import {
  assume,
  getSessionToken,
  iamOf,
  inSandbox,
  type Keys,
  keysOf,
  mfaOf,
  outcome,
} from '../../sandbox/in-sandbox.ts'
import { describe } from '../../support/describe.ts'

const ACCOUNT = '123456789012'

/** The account as the printed policies make it; gives the user's key. */
async function made(sandbox: Sandbox, user: UserName, roleArn: string): Promise<Keys> {
  const root = sandbox.world.addKey(sandbox.world.addRootUser(sandbox.world.account(ACCOUNT)))
  const iam = iamOf(sandbox, root)
  const UserName = user.name
  await iam.send(new CreateUserCommand({ UserName, Path: user.path }))
  const PolicyDocument = JSON.stringify(userPolicy({ user, roleArns: [roleArn] }))
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'awsenv', PolicyDocument }))
  const AssumeRolePolicyDocument = JSON.stringify(roleTrustPolicy({ user, mfaAge: 43_200 }))
  await iam.send(new CreateRoleCommand({ RoleName: 'Made', AssumeRolePolicyDocument }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
}

async function enrolled(sandbox: Sandbox, key: Keys, UserName: string): Promise<string> {
  const iam = iamOf(sandbox, key)
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }))
  const SerialNumber = VirtualMFADevice?.SerialNumber ?? ''
  const device = sandbox.world.device(SerialNumber)
  if (device === undefined) throw new Error('no device was made')
  const step = stepAt(sandbox.clock.now())
  const codes = { AuthenticationCode1: codeOf(device, step - 1), AuthenticationCode2: codeOf(device, step) }
  await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }))
  return SerialNumber
}

describe('setup: the printed policies in an account', test => {
  for (const name of ['dora', 'team/dev/dora']) {
    test(
      `${name}: a bare key can enrol MFA and look at itself, and nothing else`,
      inSandbox(async sandbox => {
        const user = userNamed(name, ACCOUNT)
        const role = roleNamed('Made', user)
        const key = await made(sandbox, user, role)
        const iam = iamOf(sandbox, key)
        const UserName = user.name
        const may = [new GetUserCommand({}), new ListMFADevicesCommand({}), new ListAccessKeysCommand({})]
        for (const call of may)
          assert.is(await outcome(iam.send(call as GetUserCommand)), 'done', call.constructor.name)
        const mayNot = [
          new ListUsersCommand({}),
          new ListRolesCommand({}),
          new CreateAccessKeyCommand({}),
          new GetUserCommand({ UserName: 'alice' }),
          new ListMFADevicesCommand({ UserName: 'bob' }),
          new PutUserPolicyCommand({ UserName, PolicyName: 'more', PolicyDocument: '{}' }),
        ]
        for (const call of mayNot)
          assert.match(await outcome(iam.send(call as GetUserCommand)), /^AccessDenied/, call.constructor.name)
        assert.match(await outcome(assume(sandbox, key, role)), /^AccessDenied/)
        const bare = keysOf(await getSessionToken(sandbox, key))
        assert.match(await outcome(assume(sandbox, bare, role)), /^AccessDenied/)

        const serial = await enrolled(sandbox, key, UserName)
        const remove = new DeactivateMFADeviceCommand({ UserName, SerialNumber: serial })
        assert.match(await outcome(iam.send(remove)), /^AccessDenied/)
        const session = keysOf(await getSessionToken(sandbox, key, mfaOf(sandbox, serial)))
        assert.is(await outcome(assume(sandbox, session, role)), 'done')
        assert.is(await outcome(assume(sandbox, key, role, mfaOf(sandbox, serial))), 'done')
        assert.match(await outcome(assume(sandbox, session, `arn:aws:iam::${ACCOUNT}:role/Open`)), /^AccessDenied/)
        assert.is(await outcome(iamOf(sandbox, session).send(new CreateAccessKeyCommand({}))), 'done')
        assert.is(await outcome(iamOf(sandbox, session).send(remove)), 'done')
      }),
    )
  }

  test(
    'a code counts for twelve hours, and not a second longer',
    inSandbox(async sandbox => {
      const user = userNamed('dora', ACCOUNT)
      const role = roleNamed('Made', user)
      const key = await made(sandbox, user, role)
      const serial = await enrolled(sandbox, key, 'dora')
      const session = keysOf(
        await getSessionToken(sandbox, key, { ...mfaOf(sandbox, serial), DurationSeconds: 129_600 }),
      )
      sandbox.clock.advance(43_190)
      assert.is(await outcome(assume(sandbox, session, role)), 'done')
      sandbox.clock.advance(20)
      assert.match(await outcome(assume(sandbox, session, role)), /^AccessDenied/)
    }),
  )

  test(
    'another user of the account does not get in, with MFA either',
    inSandbox(async (sandbox, { bob }) => {
      const user = userNamed('dora', ACCOUNT)
      const role = roleNamed('Made', user)
      await made(sandbox, user, role)
      const session = keysOf(await getSessionToken(sandbox, bob, mfaOf(sandbox, bob.mfaSerials[0] ?? '')))
      assert.match(await outcome(assume(sandbox, session, role)), /^AccessDenied/)
    }),
  )
})
