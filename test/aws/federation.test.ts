import * as assert from 'uvu/assert'
import { closeTransport } from '../../src/aws/client/transport.ts'
import { getSigninToken } from '../../src/aws/federation.ts'
import type { AwsenvError } from '../../src/errors.ts'
import { Secret } from '../../src/model/secret.ts'
import type { Fault } from '../../tools/sandbox/fault.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { assume, getSessionToken, inSandbox, type Keys, keysOf } from '../sandbox/in-sandbox.ts'
import { describe, rejects } from '../support/describe.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws/federation', test => {
  const ask = async (sandbox: Sandbox, keys: Keys, env: Record<string, string> = {}) => {
    const lines: string[] = []
    const debug = (line: string) => void lines.push(line)
    const transport = quietTransport({ userAgent: 'awsenv/1.2.3', debug, pins: { endpoints: ['127.0.0.1'] } })
    const network = networkIn({ AWS_ENDPOINT_URL_SIGNIN: sandbox.url, ...env })
    const { accessKeyId, secretAccessKey, sessionToken = '' } = keys
    const accessKey = {
      accessKeyId,
      secretAccessKey: new Secret(secretAccessKey),
      sessionToken: new Secret(sessionToken),
    }
    try {
      const { signinToken, endpoint } = await getSigninToken(transport, { accessKey, network }, 'signin.aws.amazon.com')
      return { signinToken: signinToken.reveal(), endpoint, lines }
    } finally {
      closeTransport(transport)
    }
  }
  const roleKeys = async (sandbox: Sandbox, alice: Keys, role: string) => keysOf(await assume(sandbox, alice, role))

  test(
    "a role's credentials give a token; neither is in a line of --debug or in the address",
    inSandbox(async (sandbox, { alice, roles }) => {
      const keys = await roleKeys(sandbox, alice, roles.open)
      const { signinToken, endpoint, lines } = await ask(sandbox, keys)
      assert.ok(sandbox.world.signinTokens.has(signinToken))
      assert.is(endpoint, sandbox.url)
      const { userAgent, parameters, status } = sandbox.requests.at(-1) ?? {}
      assert.equal([userAgent, parameters, status], ['awsenv/1.2.3', { Action: 'getSigninToken' }, 200])
      assert.match(lines.join(), /POST http:\/\/127\.0\.0\.1:\d+, getSigninToken, attempt 1 of 1: 200/)
      for (const secret of [signinToken, keys.secretAccessKey, keys.sessionToken ?? ''])
        assert.not.match(lines.join(), secret)
    }),
  )

  test(
    "a login's, an expired role's and a wrong key's are refused, and the hint says what may be wrong",
    inSandbox(async (sandbox, { alice, roles }) => {
      const login = keysOf(await getSessionToken(sandbox, alice))
      const role = await roleKeys(sandbox, alice, roles.open)
      for (const keys of [login, { ...role, secretAccessKey: 'x'.repeat(40) }, { ...role, sessionToken: 'x' }]) {
        const { message, hint } = (await rejects(
          ask(sandbox, keys),
          /console refuses these credentials/,
        )) as AwsenvError
        assert.match(message, 'answered 400')
        assert.match(hint ?? '', 'expired')
      }
      sandbox.world.expireSessions()
      await rejects(ask(sandbox, role), /console refuses these credentials/)
    }),
  )

  for (const [what, fault, said] of [
    ['a captive portal', 'html', /with a web page \(status 200\)/],
    ['a redirect', 'redirect', /with a redirect/],
    ['nothing', 'empty', /answered nothing/],
    ['other JSON', 'json', /without a usable sign-in token/],
    ['a token of another shape', { lie: { SigninToken: 'a b\n' } }, /without a usable sign-in token/],
    ['no token', { lie: { SigninToken: null } }, /without a usable sign-in token/],
    ['a fault of its own', 'error500', /an internal error \(status 500\)/],
    ['too much', { megabytes: 1 }, /more than 256 KB/],
    ['half of it', 'half', /broke off the connection/],
    ['a connection that ends', 'close', /broke off the connection/],
  ] as readonly (readonly [string, Fault, RegExp])[]) {
    test(
      `${what} is told as such`,
      inSandbox(async (sandbox, { alice, roles }) => {
        const keys = await roleKeys(sandbox, alice, roles.open)
        sandbox.fail({ action: 'getSigninToken', how: fault })
        const error = await rejects(ask(sandbox, keys), said)
        assert.not.match(String(error.stack), keys.secretAccessKey)
      }),
    )
  }

  for (const endpoint of [
    'http://signin.aws.amazon.com',
    'https://signin.aws.amazon.com.evil.test',
    'https://evil.test',
  ])
    test(
      `nothing is sent to ${endpoint}`,
      inSandbox(async (sandbox, { alice, roles }) => {
        const keys = await roleKeys(sandbox, alice, roles.open)
        await rejects(ask(sandbox, keys, { AWS_ENDPOINT_URL_SIGNIN: endpoint }), /awsenv sent nothing/)
      }),
    )
})
