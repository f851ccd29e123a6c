import * as assert from 'uvu/assert'
import { endpointOf } from '../../../src/aws/client/network.ts'
import { networkSettings } from '../../../src/credentials/session/network.ts'
import type { Profile } from '../../../src/profiles/profile.ts'
import { profilesIn } from '../../profiles/shared-files.ts'
import { describe } from '../../support/describe.ts'

describe('credentials/network', test => {
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  const config = `
[profile both]
services = local
endpoint_url = http://127.0.0.1:4
[profile plain]
endpoint_url = http://127.0.0.1:4
[profile off]
endpoint_url = http://127.0.0.1:4
ignore_configured_endpoint_urls = true
[services local]
sts =
  endpoint_url = http://127.0.0.1:3
s3 =
  endpoint_url = http://127.0.0.1:9
`
  const profiles = profilesIn(config)
  const STS = { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' }
  const ALL = { AWS_ENDPOINT_URL: 'http://127.0.0.1:2' }

  for (const [profile, env, sts, iam] of [
    ['both', { ...STS, ...ALL }, 1, 2],
    ['both', ALL, 2, 2],
    ['both', {}, 3, 4],
    ['plain', {}, 4, 4],
    ['plain', STS, 1, 4],
    ['off', {}, undefined, undefined],
    ['off', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }, 4, 4],
    ['both', { ...STS, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined, undefined],
  ] as const) {
    test(`profile "${profile}" with ${Object.keys(env).join(' and ') || 'no variable'}: port ${sts} for STS, ${iam} for IAM`, () => {
      const settings = networkSettings([profiles.get(profile) as Profile], profiles)
      const endpoint = (port: number | undefined) => (port === undefined ? undefined : `http://127.0.0.1:${port}`)
      assert.is(endpointOf({ region: 'eu-west-1', settings, env }, 'sts'), endpoint(sts))
      assert.is(endpointOf({ region: 'eu-west-1', settings, env }, 'iam'), endpoint(iam))
    })
  }

  test('the outermost profile that says something counts', () => {
    const road = profilesIn(
      '[profile role]\nca_bundle = role.pem\n[profile base]\nca_bundle = base.pem\nuse_fips_endpoint = true\n',
    )
    const settings = networkSettings(
      ['role', 'base'].map(name => road.get(name) as Profile),
      road,
    )
    assert.equal([settings.ca_bundle, settings.use_fips_endpoint], ['role.pem', 'true'])
  })

  test('a services section that is missing is an error, and no way to AWS itself', () => {
    const found = profilesIn('[profile a]\nregion = eu-west-1\nservices = locl\n')
    assert.throws(
      () => networkSettings([found.get('a') as Profile], found),
      /^profile "a" \(".*", line 3\) names services "locl", and there is no \[services locl\]$/,
    )
  })
})
