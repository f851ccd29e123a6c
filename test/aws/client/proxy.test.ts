import * as assert from 'uvu/assert'
import { trustedBy } from '../../../src/aws/client/network.ts'
import { isExempt, proxyIn } from '../../../src/aws/client/proxy.ts'
import { describe } from '../../support/describe.ts'
import { networkIn } from '../to-aws.ts'

describe('aws/proxy', test => {
  for (const [env, proxy] of [
    [{}, undefined],
    [{ HTTPS_PROXY: 'proxy:3128' }, { name: 'HTTPS_PROXY', url: 'http://proxy:3128' }],
    [
      { HTTPS_PROXY: 'http://a', https_proxy: 'http://b' },
      { name: 'https_proxy', url: 'http://b' },
    ],
    [{ ALL_PROXY: 'http://a', HTTP_PROXY: 'http://b', http_proxy: 'http://c' }, undefined],
  ] as const) {
    test(`${JSON.stringify(env)} names ${proxy?.url}`, () => assert.equal(proxyIn(env), proxy))
  }

  const host = 'sts.eu-central-1.amazonaws.com'
  for (const [NO_PROXY, exempt] of [
    ['', false],
    ['*', true],
    [host, true],
    [`${host}:443`, true],
    [`${host}:80`, false],
    ['.amazonaws.com', true],
    ['*.AmazonAWS.com', true],
    ['amazonaws.com', false],
    ['localhost, .amazonaws.com', true],
    ['.example.com', false],
  ] as const) {
    test(`NO_PROXY="${NO_PROXY}" ${exempt ? 'takes' : 'does not take'} STS out`, () =>
      assert.is(isExempt({ NO_PROXY }, host), exempt))
  }

  for (const [env, origins] of [
    [{}, []],
    [{ AWS_CA_BUNDLE: '/a', NODE_EXTRA_CA_CERTS: '/b' }, ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS']],
    [{ SSL_CERT_FILE: '/a', SSL_CERT_DIR: '/b' }, []],
    [{ SSL_CERT_FILE: '/a', SSL_CERT_DIR: '/b', NODE_USE_SYSTEM_CA: '1' }, ['SSL_CERT_FILE', 'SSL_CERT_DIR']],
  ] as const) {
    test(`certificates of ${Object.keys(env).join(', ') || 'nobody'} are trusted for ${origins.join(', ') || 'nothing'}`, () =>
      assert.equal(
        trustedBy(networkIn(env)).map(({ origin }) => origin),
        origins,
      ))
  }
})
