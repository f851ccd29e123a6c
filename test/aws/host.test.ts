/** Which host is asked: the SDK's own endpoint rules, by what awsenv hands to them. Seen from a proxy that leads nowhere. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as assert from 'uvu/assert'
import type { NetworkSettings } from '../../src/aws/client/network.ts'
import { closeTransport } from '../../src/aws/client/transport.ts'
import { getSessionToken } from '../../src/aws/sts.ts'
import type { Environment } from '../../src/model/environment.ts'
import { Secret } from '../../src/model/secret.ts'
import { describe, rejects } from '../support/describe.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws: the host that is asked', test => {
  async function hostFor(region: string, env: Environment, settings: NetworkSettings): Promise<string | undefined> {
    let asked: string | undefined
    const proxy = createServer().on('connect', (request, socket) => {
      asked = request.url
      socket.destroy()
    })
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
    const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const transport = quietTransport({ pins: { endpoints: ['sts.example.com'] } })
    const network = networkIn({ ...env, HTTPS_PROXY }, region, settings)
    const accessKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('x'.repeat(40)) }
    const mfaCode = { serialNumber: 'GAHT12345678', tokenCode: '123456' }
    // With a code, since that goes out once.
    await rejects(getSessionToken(transport, { accessKey, network }, { durationSeconds: 900, mfaCode }, {}), /./)
    closeTransport(transport)
    proxy.close()
    return asked
  }

  const ON = { use_fips_endpoint: 'true' }
  // https://docs.aws.amazon.com/general/latest/gr/sts.html
  for (const [region, env, network, host] of [
    ['eu-central-1', {}, {}, 'sts.eu-central-1.amazonaws.com'],
    ['us-east-1', {}, {}, 'sts.us-east-1.amazonaws.com'],
    ['us-east-1', { AWS_STS_REGIONAL_ENDPOINTS: 'legacy' }, {}, 'sts.us-east-1.amazonaws.com'],
    ['cn-north-1', {}, {}, 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', {}, {}, 'sts.us-gov-west-1.amazonaws.com'],
    ['us-east-2', { AWS_USE_FIPS_ENDPOINT: 'true' }, {}, 'sts-fips.us-east-2.amazonaws.com'],
    ['us-east-2', {}, ON, 'sts-fips.us-east-2.amazonaws.com'],
    ['us-east-2', { AWS_USE_FIPS_ENDPOINT: 'false' }, ON, 'sts.us-east-2.amazonaws.com'],
    ['us-gov-west-1', {}, ON, 'sts.us-gov-west-1.amazonaws.com'],
    ['eu-west-1', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, {}, 'sts.eu-west-1.api.aws'],
    ['eu-west-1', {}, { use_dualstack_endpoint: 'true' }, 'sts.eu-west-1.api.aws'],
    ['eu-west-1', { AWS_ENDPOINT_URL_STS: 'https://sts.example.com' }, ON, 'sts.example.com'],
  ] as const) {
    test(`${region} with ${JSON.stringify({ ...env, ...network })}: ${host}`, async () => {
      assert.is(await hostFor(region, env, network), `${host}:443`)
    })
  }
})
