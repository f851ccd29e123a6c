import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import type { DemoWorld } from '../../tools/sandbox/demo-world.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { getSessionToken, iamOf, inSandbox, type Keys, keysOf, mfaOf, outcome, stsOf } from './in-sandbox.ts'

describe('access keys of the sandbox', test => {
  const identity = (sandbox: Sandbox, keys: Keys) =>
    outcome(stsOf(sandbox, keys).send(new GetCallerIdentityCommand({})))
  const INVALID = 'InvalidClientTokenId: The security token included in the request is invalid.'
  const withMfa = async (sandbox: Sandbox, { alice }: DemoWorld) =>
    iamOf(sandbox, keysOf(await getSessionToken(sandbox, alice, mfaOf(sandbox, alice.mfaSerial))))
  const made = async (iam: ReturnType<typeof iamOf>) => {
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({}))
    return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  }

  test(
    'are made by a session with MFA, two at most, and listed',
    inSandbox(async (sandbox, demo) => {
      assert.match(
        await outcome(iamOf(sandbox, demo.alice).send(new CreateAccessKeyCommand({}))),
        /^AccessDenied: .* iam:CreateAccessKey on resource: user alice/,
      )
      const iam = await withMfa(sandbox, demo)
      const key = await made(iam)
      assert.is(await identity(sandbox, key), 'done')
      assert.is(
        await outcome(iam.send(new CreateAccessKeyCommand({}))),
        'LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2',
      )
      const { AccessKeyMetadata = [] } = await iamOf(sandbox, demo.alice).send(new ListAccessKeysCommand({}))
      assert.equal(
        AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]),
        [
          [demo.alice.accessKeyId, 'Active'],
          [key.accessKeyId, 'Active'],
        ],
      )
    }),
  )

  test(
    'are told with their last use',
    inSandbox(async (sandbox, demo) => {
      const iam = await withMfa(sandbox, demo)
      const { accessKeyId } = await made(iam)
      const lastUsed = async (AccessKeyId: string) =>
        (await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed?.LastUsedDate
      assert.is(await lastUsed(accessKeyId), undefined)
      assert.instance(await lastUsed(demo.alice.accessKeyId), Date)
    }),
  )

  test(
    'that are inactive or deleted are not known; sessions that were made with them are',
    inSandbox(async (sandbox, demo) => {
      const iam = await withMfa(sandbox, demo)
      const AccessKeyId = demo.alice.accessKeyId
      await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }))
      assert.is(await identity(sandbox, demo.alice), INVALID)
      await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Active' }))
      assert.is(await identity(sandbox, demo.alice), 'done')
      await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }))
      assert.is(await identity(sandbox, demo.alice), INVALID)
      assert.match(
        await outcome(iam.send(new DeleteAccessKeyCommand({ AccessKeyId }))),
        /^NoSuchEntityException: The Access Key with id \w+ cannot be found\.$/,
      )
    }),
  )

  test(
    'that are new are refused for a while, where the world says so',
    inSandbox(async (sandbox, demo) => {
      sandbox.world.newKeyRefusals = 2
      const key = await made(await withMfa(sandbox, demo))
      const answers = [await identity(sandbox, key), await identity(sandbox, key), await identity(sandbox, key)]
      assert.equal(answers, [INVALID, INVALID, 'done'])
    }),
  )
})
