import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { createAccessKey, deleteAccessKey } from '../../src/aws/access-keys.ts'
import type { Caller } from '../../src/aws/client/call.ts'
import type { Network } from '../../src/aws/client/network.ts'
import { closeTransport, type Transport } from '../../src/aws/client/transport.ts'
import { newProofKey } from '../../src/aws/dpop.ts'
import { AwsFailure } from '../../src/aws/failure/aws-failure.ts'
import { createVirtualMfaDevice, enableMfaDevice } from '../../src/aws/mfa-devices.ts'
import { createRole, updateTrust } from '../../src/aws/roles.ts'
import { createOAuth2Token } from '../../src/aws/signin.ts'
import { getRoleCredentials, listAccountRoles } from '../../src/aws/sso.ts'
import { createToken, startDeviceAuthorization } from '../../src/aws/sso-oidc.ts'
import { assumeRole, assumeRoleWithWebIdentity, getSessionToken } from '../../src/aws/sts.ts'
import { createUser, putUserPolicy } from '../../src/aws/users.ts'
import { Secret } from '../../src/model/secret.ts'
import { type DemoWorld, demoWorld } from '../../tools/sandbox/demo-world.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'
import { describe, rejects } from '../support/describe.ts'
import { errorsPage, refusals } from './refusals.ts'
import { networkIn, quietTransport } from './to-aws.ts'

const PORTAL = { who: 'sso-session "acme"', remedy: 'awsenv login acme' }
const TOKEN = 'CANARY.token-0'

function signInCalls(transport: Transport, network: Network): Readonly<Record<string, () => Promise<unknown>>> {
  const accessToken = new Secret(TOKEN)
  const portal = { ...PORTAL, network, accessToken }
  const client = { clientId: 'client', clientSecret: new Secret('CANARY.client-0'), expires: 0 }
  const bound = { proofKey: newProofKey(), clientId: 'arn:aws:signin:::devtools/same-device' }
  const login = { ...bound, network, who: 'profile "me"', remedy: 'awsenv login me' }
  const role = { accountId: '300000000000', roleName: 'ReadOnly' }
  const url = 'https://acme.awsapps.com/start'
  return {
    GetRoleCredentials: () => getRoleCredentials(transport, portal, role),
    ListAccountRoles: () => listAccountRoles(transport, portal, role.accountId, request => request()),
    StartDeviceAuthorization: () => startDeviceAuthorization(transport, { ...PORTAL, network }, client, url),
    CreateToken: () =>
      createToken(transport, { ...PORTAL, network }, client, { kind: 'refresh', refreshToken: accessToken }),
    CreateOAuth2Token: () => createOAuth2Token(transport, login, { kind: 'refresh', refreshToken: accessToken }),
  }
}

function administrationCalls(transport: Transport, caller: Caller): Readonly<Record<string, () => Promise<unknown>>> {
  const device = { userName: 'alice', serialNumber: 'arn:aws:iam::123456789012:mfa/alice' }
  const role = { name: 'Admin', path: '/', trust: '{}', tags: new Map<string, string>() }
  return {
    CreateUser: () => createUser(transport, caller, { name: 'bob', path: '/', tags: new Map() }),
    PutUserPolicy: () => putUserPolicy(transport, caller, { userName: 'alice', name: 'awsenv', document: '{}' }),
    CreateRole: () => createRole(transport, caller, role),
    UpdateAssumeRolePolicy: () => updateTrust(transport, caller, { roleName: 'Admin', trust: '{}' }),
    CreateAccessKey: () => createAccessKey(transport, caller),
    DeleteAccessKey: () => deleteAccessKey(transport, caller, 'AKIAIOSFODNN7EXAMPLE'),
    CreateVirtualMFADevice: () => createVirtualMfaDevice(transport, caller, 'alice'),
    EnableMFADevice: () => enableMfaDevice(transport, caller, device, ['123456', '654321']),
  }
}

describe('aws/refusals', test => {
  const PAGE = join(import.meta.dirname, '../../docs/errors.md')
  const sessionToken = 'CANARY/sessionToken+0='
  const webIdentityToken = 'CANARY.web.identity-0'

  /** One call, as it goes over the wire to the sandbox, and comes back through the SDK. */
  async function refused(
    action: string,
    sandbox: Sandbox,
    world: DemoWorld,
  ): Promise<{ error: AwsFailure; lines: string[] }> {
    const lines: string[] = []
    const debug = (line: string) => void lines.push(line)
    const transport = quietTransport({ debug, pins: { endpoints: ['127.0.0.1'] } })
    const network = networkIn({ AWS_ENDPOINT_URL: sandbox.url })
    const accessKey = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: new Secret(world.alice.secretAccessKey),
      sessionToken: new Secret(sessionToken),
    }
    const caller = { accessKey, network }
    const facts = { who: world.alice.arn }
    const mfaCode = { serialNumber: world.alice.mfaSerial, tokenCode: '123456' }
    const role = { roleArn: world.roles.admin, roleSessionName: 'alice', durationSeconds: 900 }
    const calls: Readonly<Record<string, () => Promise<unknown>>> = {
      GetSessionToken: () => getSessionToken(transport, caller, { durationSeconds: 900, mfaCode }, facts),
      AssumeRole: () => assumeRole(transport, caller, role, facts),
      AssumeRoleWithWebIdentity: () =>
        assumeRoleWithWebIdentity(
          transport,
          network,
          { ...role, webIdentityToken: new Secret(webIdentityToken) },
          { who: 'the web identity token in "/run/token"' },
        ),
      ...signInCalls(transport, network),
      ...administrationCalls(transport, caller),
    }
    const call = calls[action] as () => Promise<unknown>
    const error = await rejects(call(), /./)
    closeTransport(transport)
    assert.instance(error, AwsFailure)
    return { error: error as AwsFailure, lines }
  }

  test(`each answer of AWS becomes its sentence, by way of the wire: ${refusals.length}`, async () => {
    const sandbox = await startSandbox()
    const world = demoWorld(sandbox)
    try {
      for (const { title, action, said, hint, ...refusal } of refusals) {
        sandbox.fail({ how: { refusal } })
        const { error, lines } = await refused(action, sandbox, world)
        sandbox.recover()
        assert.match(error.message, said, title)
        assert.match(error.hint ?? '', hint, title)
        assert.match(error.message, `(${refusal.code}`, `${title}: the code can be searched for`)
        assert.match(error.message, sandbox.url, `${title}: it says who answered, since that is not AWS`)
        assert.match(lines[0] ?? '', `${action}, attempt 1 of`, title)
        assert.match(lines[0] ?? '', `: ${refusal.status} ${refusal.code}, `, title)
        assert.not.match(`${error.message}${error.hint}${lines}`, /CANARY|\n/, title)
      }
    } finally {
      await sandbox.close()
    }
  })

  test('an answer that repeats a secret is not shown, nor its cause', async () => {
    const sandbox = await startSandbox()
    const world = demoWorld(sandbox)
    const secrets = [
      ['AssumeRole', sessionToken],
      ['GetSessionToken', world.alice.secretAccessKey],
      ['AssumeRoleWithWebIdentity', webIdentityToken],
      ['GetRoleCredentials', TOKEN],
      ['CreateOAuth2Token', TOKEN],
    ] as const
    try {
      for (const [action, secret] of secrets) {
        for (const [code, message] of [
          ['AccessDenied', `You sent ${secret}.`],
          [secret, 'Denied.'],
        ] as const) {
          sandbox.fail({ how: { refusal: { status: 403, code, message } }, times: 1 })
          const { error, lines } = await refused(action, sandbox, world)
          assert.match(error.message, 'with a secret that it had been sent')
          assert.is(error.cause, undefined)
          for (const text of [error.message, error.hint, error.stack, ...lines])
            assert.not((text ?? '').includes(secret))
        }
      }
    } finally {
      await sandbox.close()
    }
  })

  test('docs/errors.md has them all (node test/aws/refusals.ts >docs/errors.md)', () => {
    assert.fixture(readFileSync(PAGE, 'utf8'), errorsPage())
  })
})
