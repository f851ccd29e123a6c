import * as assert from 'uvu/assert'
import { checkEndpoint } from '../../../src/aws/client/endpoint.ts'
import { endpointOf } from '../../../src/aws/client/network.ts'
import type { ServiceName } from '../../../src/aws/client/services.ts'
import type { Environment } from '../../../src/model/environment.ts'
import { describe } from '../../support/describe.ts'
import { networkIn } from '../to-aws.ts'

describe('aws/endpoint', test => {
  const stsEndpoint = (env: Environment) => endpointOf(networkIn(env), 'sts')
  const errand = (hostname: string) => ({
    service: (hostname.includes('iam') ? 'iam' : hostname.includes('s3') ? 's3' : 'sts') as ServiceName,
    pinned: [],
    carriesSecret: false,
  })

  for (const [protocol, hostname] of [
    ['https:', 'sts.eu-central-1.amazonaws.com'],
    ['https:', 'sts.cn-north-1.amazonaws.com.cn'],
    ['https:', 'sts-fips.us-east-1.amazonaws.com'],
    ['https:', 'sts.us-east-1.api.aws'],
    ['https:', 'vpce-1-2.sts.us-east-1.vpce.amazonaws.com'],
    ['https:', 'iam.us-iso-east-1.c2s.ic.gov'],
    ['https:', 'iam.amazonaws.com'],
    ['https:', 'iam.global.api.aws'],
    ['https:', 's3.eu-central-1.amazonaws.com'],
    ['https:', 's3-fips.us-gov-west-1.amazonaws.com'],
    ['https:', 's3.cn-north-1.amazonaws.com.cn'],
    ['http:', '127.0.0.1'],
    ['http:', '127.8.9.10'],
    ['http:', 'localhost'],
    ['http:', '[::1]'],
  ] as const) {
    test(`${protocol}//${hostname} may be asked`, () => {
      checkEndpoint({ protocol, hostname }, errand(hostname))
    })
  }

  for (const [protocol, hostname] of [
    ['http:', 'sts.eu-central-1.amazonaws.com'],
    ['https:', 'sts.example.com'],
    ['https:', 'bucket.s3.eu-central-1.amazonaws.com'],
    ['https:', 's3.s3.amazonaws.com'],
    ['http:', 's3.eu-central-1.amazonaws.com'],
    ['https:', 'amazonaws.com.evil.example'],
    ['https:', 'evilamazonaws.com'],
    ['http:', '127.0.0.1.evil.example'],
    ['http:', '10.0.0.1'],
    ['http:', '169.254.169.254'],
    ['https:', 'localhost.evil.example'],
    ['https:', 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com'],
    ['https:', 'a1b2c3d4e5.execute-api.eu-central-1.api.aws'],
    ['https:', 'bucket.s3.amazonaws.com'],
    ['https:', 'vpce-1-2.vpce-svc-3.us-east-1.vpce.amazonaws.com'],
  ] as const) {
    test(`${protocol}//${hostname} gets nothing (security.md threat 14)`, () => {
      assert.throws(() => checkEndpoint({ protocol, hostname }, errand(hostname)), /awsenv sent nothing/)
    })
  }

  for (const [env, endpoint] of [
    [{}, undefined],
    [{ AWS_ENDPOINT_URL: 'http://localhost:1' }, 'http://localhost:1'],
    [{ AWS_ENDPOINT_URL: 'http://localhost:1', AWS_ENDPOINT_URL_STS: 'http://localhost:2' }, 'http://localhost:2'],
    [{ AWS_ENDPOINT_URL_STS: 'http://localhost:2', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined],
    [{ AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL: '' }, undefined],
    [{ AWS_ENDPOINT_URL: 'https://bob:hunter2@localhost:1' }, 'https://localhost:1/'],
  ] as const) {
    test(`${JSON.stringify(env)} names ${endpoint}`, () => {
      assert.is(stsEndpoint(env), endpoint)
    })
  }

  test('a value that is no URL is an error that names the variable', () => {
    assert.throws(() => stsEndpoint({ AWS_ENDPOINT_URL_STS: 'not a url' }), /AWS_ENDPOINT_URL_STS is not a URL/)
    assert.throws(
      () => stsEndpoint({ AWS_ENDPOINT_URL_STS: 'bob:hunter2@localhost' }),
      (error: Error) => !error.message.includes('hunter2'),
    )
  })
})
