import { createHash } from 'node:crypto'
import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient,
} from '@aws-sdk/client-sso'
import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import { addIdentityCenter } from '../../tools/sandbox/identity-center/demo-center.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { inSandbox, outcome, stsOf } from './in-sandbox.ts'

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
const REDIRECT = 'http://127.0.0.1/oauth/callback'

function clients({ url }: Sandbox) {
  const options = { endpoint: url, region: 'eu-central-1', maxAttempts: 1 }
  return { oidc: new SSOOIDCClient(options), portal: new SSOClient(options) }
}

async function registered(oidc: SSOOIDCClient) {
  const { clientId = '', clientSecret = '' } = await oidc.send(
    new RegisterClientCommand({
      clientName: 'tester',
      clientType: 'public',
      scopes: ['sso:account:access'],
      grantTypes: ['authorization_code', 'refresh_token', DEVICE],
      redirectUris: [REDIRECT],
      issuerUrl: 'https://acme.awsapps.com/start',
    }),
  )
  return { clientId, clientSecret }
}

describe('Identity Center', test => {
  test(
    'a device code becomes a token once the person has agreed; who asks too often is told to slow down',
    inSandbox(async sandbox => {
      const center = addIdentityCenter(sandbox)
      const { oidc } = clients(sandbox)
      const client = await registered(oidc)
      const wrong = new StartDeviceAuthorizationCommand({ ...client, startUrl: 'https://other.awsapps.com/start' })
      assert.match(await outcome(oidc.send(wrong)), /^InvalidRequestException/)
      const grant = await oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: center.startUrl }))
      const ask = () =>
        oidc.send(new CreateTokenCommand({ ...client, grantType: DEVICE, deviceCode: grant.deviceCode }))
      assert.match(await outcome(ask()), /^AuthorizationPendingException/)
      assert.match(await outcome(ask()), /^SlowDownException/)
      const page = await (await fetch(grant.verificationUriComplete ?? '')).text()
      assert.match(page, String(grant.userCode))
      await fetch(`${grant.verificationUriComplete}&answer=approve`)
      const { accessToken, refreshToken, expiresIn } = await ask()
      assert.ok(accessToken && refreshToken)
      assert.is(expiresIn, 3600)
      assert.match(await outcome(ask()), /^InvalidGrantException/)
    }),
  )

  test(
    'a device code that was denied, or is too old, gives no token',
    inSandbox(async sandbox => {
      const center = addIdentityCenter(sandbox)
      const { oidc } = clients(sandbox)
      const client = await registered(oidc)
      const start = () => oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: center.startUrl }))
      const token = (deviceCode = '') =>
        outcome(oidc.send(new CreateTokenCommand({ ...client, grantType: DEVICE, deviceCode })))
      const denied = await start()
      await fetch(`${denied.verificationUriComplete}&answer=deny`)
      assert.match(await token(denied.deviceCode), /^AccessDeniedException/)
      const old = await start()
      sandbox.clock.advance(601)
      assert.match(await token(old.deviceCode), /^ExpiredTokenException/)
    }),
  )

  test(
    'an authorization code needs the verifier, the address and the client that it was made for, and works once',
    inSandbox(async sandbox => {
      addIdentityCenter(sandbox)
      const { oidc } = clients(sandbox)
      const client = await registered(oidc)
      const verifier = 'v'.repeat(64)
      const redirectUri = 'http://127.0.0.1:49152/oauth/callback'
      const code = async (more: Record<string, string> = {}) => {
        const query = new URLSearchParams({
          ...{ response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, state: 's' },
          ...{ code_challenge_method: 'S256', scopes: 'sso:account:access', answer: 'approve' },
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          ...more,
        })
        const { status, headers } = await fetch(`${sandbox.url}/authorize?${query}`, { redirect: 'manual' })
        return { status, back: new URL(headers.get('location') ?? 'none:').searchParams }
      }
      const token = (input: Partial<CreateTokenCommandInput>) =>
        outcome(
          oidc.send(
            new CreateTokenCommand({
              ...client,
              grantType: 'authorization_code',
              redirectUri,
              codeVerifier: verifier,
              ...input,
            }),
          ),
        )
      assert.is((await code({ redirect_uri: 'http://evil.example/' })).status, 400)
      assert.is((await code({ code_challenge: '' })).status, 400)
      assert.is((await code({ answer: 'deny' })).back.get('error'), 'access_denied')
      for (const wrong of [{ codeVerifier: 'w'.repeat(64) }, { redirectUri: REDIRECT }]) {
        const once = (await code()).back.get('code') ?? ''
        assert.match(await token({ code: once, ...wrong }), /^InvalidGrantException/)
        assert.match(await token({ code: once }), /^InvalidGrantException/)
      }
      assert.is(await token({ code: (await code()).back.get('code') ?? '' }), 'done')
    }),
  )

  test(
    'the portal lists page by page, gives credentials, refuses others, and is throttled',
    inSandbox(async sandbox => {
      const center = addIdentityCenter(sandbox, { count: 45 })
      const { oidc, portal } = clients(sandbox)
      const client = await registered(oidc)
      center.answers = 'approve'
      const grant = await oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: center.startUrl }))
      await fetch(grant.verificationUriComplete ?? '')
      const first = await oidc.send(
        new CreateTokenCommand({ ...client, grantType: DEVICE, deviceCode: grant.deviceCode }),
      )
      const { accessToken } = first
      const accounts: string[] = []
      let nextToken: string | undefined
      do {
        const page = await portal.send(new ListAccountsCommand({ accessToken, nextToken }))
        accounts.push(...(page.accountList ?? []).map(({ accountName = '' }) => accountName))
        nextToken = page.nextToken ?? undefined
      } while (nextToken !== undefined)
      assert.is(accounts.length, 45)
      assert.equal(accounts.slice(0, 3), ['Data Platform', 'Production', 'Account 3'])
      const accountId = center.accounts[0]?.accountId
      const { roleList } = await portal.send(new ListAccountRolesCommand({ accessToken, accountId }))
      assert.equal(
        roleList?.map(({ roleName }) => roleName),
        ['Admin', 'ReadOnly'],
      )
      const get = (roleName: string, token = accessToken) =>
        portal.send(new GetRoleCredentialsCommand({ accessToken: token, accountId, roleName }))
      const { roleCredentials = {} } = await get('Admin')
      const { accessKeyId = '', secretAccessKey = '', sessionToken } = roleCredentials
      const { Arn } = await stsOf(sandbox, { accessKeyId, secretAccessKey, sessionToken }).send(
        new GetCallerIdentityCommand({}),
      )
      assert.match(Arn ?? '', /:assumed-role\/AWSReservedSSO_Admin_\w+\/alice$/)
      assert.match(await outcome(get('Other')), /^ForbiddenException\w*: No access/)
      assert.match(await outcome(get('Admin', 'x')), /^UnauthorizedException/)

      center.requestsPerSecond = 3
      const many = await Promise.all(Array.from({ length: 10 }, () => outcome(get('Admin'))))
      assert.ok(
        many.some(one => one.startsWith('TooManyRequestsException')),
        many.join('\n'),
      )
      center.requestsPerSecond = 100

      sandbox.clock.advance(3601)
      assert.match(await outcome(get('Admin')), /^UnauthorizedException/)
      const refresh = (refreshToken = first.refreshToken) =>
        oidc.send(new CreateTokenCommand({ ...client, grantType: 'refresh_token', refreshToken }))
      const second = await refresh()
      assert.is(await outcome(get('Admin', second.accessToken)), 'done')
      assert.match(await outcome(refresh()), /^InvalidGrantException/)
      await portal.send(new LogoutCommand({ accessToken: second.accessToken }))
      assert.match(await outcome(get('Admin', second.accessToken)), /^UnauthorizedException/)
      assert.match(await outcome(refresh(second.refreshToken)), /^InvalidGrantException/)
    }),
  )

  test(
    'a registration that has expired is no client any more',
    inSandbox(async sandbox => {
      const center = addIdentityCenter(sandbox)
      const { oidc } = clients(sandbox)
      const client = await registered(oidc)
      sandbox.clock.advance(center.lives.registration + 1)
      const start = new StartDeviceAuthorizationCommand({ ...client, startUrl: center.startUrl })
      assert.match(await outcome(oidc.send(start)), /^InvalidClientException/)
    }),
  )
})
