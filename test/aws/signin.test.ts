import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as assert from 'uvu/assert'
import { isAwsHost, signinHost } from '../../src/aws/client/services.ts'
import { closeTransport } from '../../src/aws/client/transport.ts'
import { newProofKey } from '../../src/aws/dpop.ts'
import { createOAuth2Token, signinAddress } from '../../src/aws/signin.ts'
import { Secret } from '../../src/model/secret.ts'
import { describe, rejects } from '../support/describe.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws/signin', test => {
  // By the SDK's own endpoint rules of `signin`, asked for each line.
  for (const [region, variant, host] of [
    ['us-east-1', {}, 'us-east-1.signin.aws.amazon.com'],
    ['eu-central-1', {}, 'eu-central-1.signin.aws.amazon.com'],
    ['eu-central-1', { isFips: true }, 'signin-fips.eu-central-1.amazonaws.com'],
    ['eu-central-1', { isDualstack: true }, 'signin.eu-central-1.api.aws'],
    ['cn-north-1', {}, 'cn-north-1.signin.amazonaws.cn'],
    ['cn-north-1', { isDualstack: true }, 'signin.cn-north-1.api.amazonwebservices.com.cn'],
    ['us-gov-west-1', { isDualstack: true }, 'signin.us-gov-west-1.api.aws'],
    ['us-gov-west-1', {}, 'us-gov-west-1.signin.amazonaws-us-gov.com'],
    ['us-gov-west-1', { isFips: true }, 'signin-fips.amazonaws-us-gov.com'],
    ['us-gov-east-1', { isFips: true }, 'us-gov-east-1.signin-fips.amazonaws-us-gov.com'],
    ['eusc-de-east-1', {}, 'eusc-de-east-1.signin.amazonaws-eusc.eu'],
    ['us-iso-east-1', {}, 'us-iso-east-1.signin.c2shome.ic.gov'],
    ['us-isob-east-1', {}, 'us-isob-east-1.signin.sc2shome.sgov.gov'],
    ['eu-isoe-west-1', {}, 'eu-isoe-west-1.signin.csphome.adc-e.uk'],
    ['us-isof-south-1', {}, 'us-isof-south-1.signin.csphome.hci.ic.gov'],
  ] as const) {
    test(`${region} ${JSON.stringify(variant)}: ${host}, which is AWS's`, () => {
      assert.equal([signinHost(region, variant), isAwsHost('signin', host)], [host, true])
    })
  }

  test('the page is at the same host, by the settings of the profile; one that is nobody we know is refused', async () => {
    const transport = quietTransport()
    const fips = networkIn({}, 'us-gov-west-1', { use_fips_endpoint: 'true' })
    const { href } = await signinAddress(transport, fips, '/v1/authorize')
    assert.is(href, 'https://signin-fips.amazonaws-us-gov.com/v1/authorize')
    const foreign = networkIn({ AWS_ENDPOINT_URL_SIGNIN: 'https://signin.example.com' })
    await rejects(signinAddress(transport, foreign, '/v1/authorize'), /neither AWS over https nor this machine/)
  })

  const good = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40), sessionToken: 'y'.repeat(40) }
  const whole = { accessToken: good, expiresIn: 900, refreshToken: 'r', tokenType: 'aws_sigv4' }
  const answers: readonly (readonly [status: number, body: string, said: RegExp])[] = [
    [
      200,
      JSON.stringify({ ...whole, accessToken: { ...good, secretAccessKey: '$(id)' } }),
      /secret access key is missing/,
    ],
    [200, JSON.stringify({ ...whole, accessToken: { ...good, sessionToken: undefined } }), /session token is missing/],
    [200, JSON.stringify({ ...whole, expiresIn: 'soon' }), /their life is missing/],
    [200, JSON.stringify({ ...whole, refreshToken: 7 }), /the refresh token is missing/],
    [200, '[]', /access key id is missing/],
    [200, '<!DOCTYPE html><p>Welcome to our network', /with a web page/],
    [302, 'moved', /with a redirect/],
    [200, '', /answered nothing/],
    [429, '{"error":"rate_exceeded","message":"slow"}', /rate_exceeded/],
    [503, 'busy', /status 503/],
  ]
  for (const [status, body, said] of answers) {
    test(`an answer that is none of AWS's, or no use, is told (${status} ${body.slice(0, 30)})`, async () => {
      const server = createServer((_request, response) => response.writeHead(status).end(body))
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      const transport = quietTransport({ pins: { endpoints: ['127.0.0.1'] } })
      const network = networkIn({ AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
      const caller = { network, who: 'x', remedy: 'y', proofKey: newProofKey(), clientId: 'z' }
      const refreshToken = new Secret('CANARY-refresh')
      const error = await rejects(createOAuth2Token(transport, caller, { kind: 'refresh', refreshToken }), said)
      assert.not.match(`${error.message}${error.stack}`, 'CANARY')
      closeTransport(transport)
      server.close()
    })
  }
})
