import { GetUserCommand, ListAccountAliasesCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam'
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { assume, getSessionToken, iamOf, inSandbox, type Keys, keysOf, mfaOf, outcome, stsOf } from './in-sandbox.ts'

describe('IAM', test => {
  test(
    'lists the devices of the caller, or of a user who is named',
    inSandbox(async (sandbox, { alice, bob, carol }) => {
      const list = async (keys: Keys, UserName?: string) => {
        const { MFADevices } = await iamOf(sandbox, keys).send(new ListMFADevicesCommand({ UserName }))
        return MFADevices?.map(device => device.SerialNumber)
      }
      assert.equal(await list(alice), [alice.mfaSerial])
      assert.equal(await list(bob), bob.mfaSerials)
      assert.equal(await list(carol), [])
      assert.equal(await list(alice, 'bob'), bob.mfaSerials)
      assert.match(await outcome(list(alice, 'zoe')), /^NoSuchEntity\w*: The user with name zoe cannot be found\.$/)
    }),
  )

  test(
    'refuses what the user’s policies do not allow',
    inSandbox(async (sandbox, { alice }) => {
      sandbox.world.user(alice.arn).permissions.delete('iam:ListMFADevices')
      assert.is(
        await outcome(iamOf(sandbox, alice).send(new ListMFADevicesCommand({}))),
        `AccessDenied: User: ${alice.arn} is not authorized to perform: iam:ListMFADevices on resource: user alice because no identity-based policy allows the iam:ListMFADevices action`,
      )
    }),
  )

  test(
    'knows a user’s session only if it was made with MFA',
    inSandbox(async (sandbox, { alice }) => {
      const list = (keys: Keys) => outcome(iamOf(sandbox, keys).send(new ListMFADevicesCommand({})))
      const invalid = 'InvalidClientTokenId: The security token included in the request is invalid.'
      assert.is(await list(keysOf(await getSessionToken(sandbox, alice))), invalid)
      const mfa = mfaOf(sandbox, alice.mfaSerial)
      assert.is(await list(keysOf(await getSessionToken(sandbox, alice, mfa))), 'done')
    }),
  )

  test(
    'tells a role the account’s alias, and asks it whose devices it means',
    inSandbox(async (sandbox, { alice, roles }) => {
      const role = iamOf(sandbox, keysOf(await assume(sandbox, alice, roles.open)))
      const { AccountAliases } = await role.send(new ListAccountAliasesCommand({}))
      assert.equal(AccountAliases, ['sandbox'])
      assert.match(
        await outcome(role.send(new ListMFADevicesCommand({}))),
        /^ValidationError: Must specify userName when calling with non-User credentials$/,
      )
      assert.match(
        await outcome(iamOf(sandbox, alice).send(new ListAccountAliasesCommand({}))),
        /^AccessDenied: User: .* perform: iam:ListAccountAliases on resource: \* because no identity-based policy/,
      )
    }),
  )

  test(
    'shows a user with path and dates',
    inSandbox(async (sandbox, { account }) => {
      const user = sandbox.world.addUser(sandbox.world.account(account.id), 'dora', {
        path: '/team/dev/',
        permissions: ['iam:GetUser'],
      })
      const { User } = await iamOf(sandbox, sandbox.world.addKey(user)).send(new GetUserCommand({}))
      assert.is(User?.Arn, 'arn:aws:iam::123456789012:user/team/dev/dora')
      assert.is(User?.Path, '/team/dev/')
      assert.match(User?.UserId ?? '', /^AIDA[A-Z2-7]{16}$/)
      assert.is(User?.CreateDate?.getTime(), Math.floor(user.createDate / 1000) * 1000)
    }),
  )
})

describe('GetCallerIdentity and GetAccessKeyInfo', test => {
  test(
    'tell who signs: a user, his session, a role, the root user',
    inSandbox(async (sandbox, { alice, account, roles }) => {
      const ask = async (keys: Keys) => {
        const { Arn, UserId, Account } = await stsOf(sandbox, keys).send(new GetCallerIdentityCommand({}))
        assert.is(Account, '123456789012')
        return [Arn, UserId]
      }
      const user = sandbox.world.user(alice.arn)
      const root = sandbox.world.addRootUser(sandbox.world.account(account.id))
      assert.equal(await ask(alice), [alice.arn, user.id])
      assert.equal(await ask(keysOf(await getSessionToken(sandbox, alice))), [alice.arn, user.id])
      assert.equal(await ask(keysOf(await assume(sandbox, alice, roles.open))), [
        'arn:aws:sts::123456789012:assumed-role/Open/tester',
        `${sandbox.world.role(roles.open).id}:tester`,
      ])
      assert.equal(await ask(sandbox.world.addKey(root)), ['arn:aws:iam::123456789012:root', '123456789012'])
    }),
  )

  test(
    'tell the account of any key, but not to a user’s session',
    inSandbox(async (sandbox, { alice, bob }) => {
      const ask = (keys: Keys) =>
        stsOf(sandbox, keys).send(new GetAccessKeyInfoCommand({ AccessKeyId: bob.accessKeyId }))
      assert.is((await ask(alice)).Account, '123456789012')
      assert.match(await outcome(ask(keysOf(await getSessionToken(sandbox, alice)))), /^AccessDenied: Cannot call/)
    }),
  )
})
