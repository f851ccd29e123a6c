import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import * as assert from 'uvu/assert'
import { consoleSignIn } from '../../tools/sandbox/console-sign-in/sign-in.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { inSandbox } from './in-sandbox.ts'

const CLIENT = 'arn:aws:signin:::devtools/cross-device'
const VERIFIER = 'v'.repeat(43)
/** BASE64URL(SHA256(VERIFIER)), from RFC 7636, section 4.2. */
const CHALLENGE = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(VERIFIER))).toString(
  'base64url',
)

type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
type Claims = { readonly htm?: string; readonly htu?: string; readonly iat?: number; readonly jti?: string }

const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' })

function proof({ publicKey, privateKey }: Keys, claims: Claims, jwk: unknown = publicKey.export({ format: 'jwk' })) {
  const parts = [{ typ: 'dpop+jwt', alg: 'ES256', jwk }, claims]
  const text = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

function world(sandbox: Sandbox, arn: string) {
  const signIn = consoleSignIn(sandbox.world.user(arn))
  sandbox.world.consoleSignIn = signIn
  const url = `${sandbox.url}/v1/token`
  const confirmation = `${sandbox.url}/v1/sessions/confirmation`
  const good = (): Claims => ({
    ...{ htm: 'POST', htu: url, jti: randomUUID() },
    iat: Math.floor(sandbox.clock.now() / 1000),
  })
  const ask = async (dpop: string, fields: Readonly<Record<string, string>>) => {
    const body = JSON.stringify({ clientId: CLIENT, ...fields })
    const answer = await fetch(url, { method: 'POST', headers: { dpop, 'content-type': 'application/json' }, body })
    return (await answer.json()) as Readonly<Record<string, string>>
  }
  const codeOf = async () => {
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: CLIENT, state: 's', redirect_uri: confirmation, scope: 'openid' },
      ...{ code_challenge_method: 'SHA-256', code_challenge: CHALLENGE, answer: 'approve' },
    })
    const page = await (await fetch(`${sandbox.url}/v1/authorize?${query}`)).text()
    const [, shown = ''] = /id="code">([^<]+)</.exec(page) ?? []
    return new URLSearchParams(Buffer.from(shown, 'base64').toString()).get('code') ?? ''
  }
  const redeem = (keys: Keys, code: string, codeVerifier = VERIFIER) =>
    ask(proof(keys, good()), { grantType: 'authorization_code', code, codeVerifier, redirectUri: confirmation })
  const refresh = (dpop: string, refreshToken = '') => ask(dpop, { grantType: 'refresh_token', refreshToken })
  return { signIn, good, codeOf, redeem, refresh }
}

describe('the sign-in to the console', test => {
  test(
    'a code becomes credentials once, for whoever has the verifier',
    inSandbox(async (sandbox, { alice }) => {
      const { codeOf, redeem } = world(sandbox, alice.arn)
      const keys = newKeys()
      assert.is((await redeem(keys, await codeOf(), 'w'.repeat(43)))['message'], 'PKCE verification failed')
      const code = await codeOf()
      const { idToken = '', expiresIn, tokenType } = await redeem(keys, code)
      assert.equal([expiresIn, tokenType], [900, 'aws_sigv4'])
      const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
      assert.is(claims.sub, alice.arn)
      assert.is((await redeem(keys, code))['error'], 'AUTHCODE_EXPIRED')
    }),
  )

  test(
    'a refresh takes a proof of the same key, for this request, of this moment, and once',
    inSandbox(async (sandbox, { alice }) => {
      const { codeOf, redeem, refresh, good, signIn } = world(sandbox, alice.arn)
      const keys = newKeys()
      const { refreshToken = '' } = await redeem(keys, await codeOf())
      const { publicKey, privateKey } = keys
      const bad: Readonly<Record<string, string>> = {
        'not a JWT': 'nonsense',
        'htm or htu': proof(keys, { ...good(), htu: 'https://signin.example.com/v1/token' }),
        iat: proof(keys, { ...good(), iat: Math.floor(sandbox.clock.now() / 1000) - 301 }),
        jti: proof(keys, { ...good(), jti: '' }),
        signature: proof({ publicKey: newKeys().publicKey, privateKey }, good()),
        jwk: proof(keys, good(), { ...publicKey.export({ format: 'jwk' }), crv: 'P-384' }),
      }
      for (const [what, dpop] of Object.entries(bad))
        assert.is((await refresh(dpop, refreshToken))['message'], `Invalid DPoP proof: ${what}`)
      assert.match((await refresh(proof(newKeys(), good()), refreshToken))['message'] ?? '', /bound to another/)
      const dpop = proof(keys, good())
      const fresh = await refresh(dpop, refreshToken)
      assert.is(fresh['idToken'], undefined)
      assert.is((await refresh(dpop, fresh['refreshToken']))['message'], 'Invalid DPoP proof: jti')
      sandbox.clock.advance(signIn.lives.session)
      assert.is((await refresh(proof(keys, good()), fresh['refreshToken']))['error'], 'TOKEN_EXPIRED')
    }),
  )
})
