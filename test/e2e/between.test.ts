/** A proxy and a certificate that an environment brings: together they read everything, so both are said, or pinned. */
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { inTheMiddle, type Middle } from '../support/in-the-middle.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: between awsenv and AWS', test => {
  const withOpenssl = needing(test, 'openssl', has('openssl'))
  const host = 'sts.eu-central-1.amazonaws.com'
  const inBetween = (body: (stage: Stage, middle: Middle) => Promise<void>) =>
    onStage(async stage => {
      delete stage.env['AWS_ENDPOINT_URL']
      await inTheMiddle(stage.sandbox.url, host, middle => body(stage, middle))
    })
  const login = (stage: Stage, env: Readonly<Record<string, string>>, ...options: string[]) =>
    stage.run(['awsenv', 'login', '--shell', 'sh', ...options], { env: { AWSENV_MFA_CODE: stage.code(), ...env } })
  const spoken = /if that is right, name it in the settings/g

  for (const [variable, more] of [
    ['AWS_CA_BUNDLE', {}],
    ['NODE_EXTRA_CA_CERTS', {}],
    ['SSL_CERT_FILE', { NODE_USE_SYSTEM_CA: '1' }],
  ] as const)
    withOpenssl(
      `5: HTTPS_PROXY and ${variable} are one line where a code is sent, none on a cached call`,
      inBetween(async (stage, { ca, proxy, asked }) => {
        const env = { HTTPS_PROXY: proxy, [variable]: ca, ...more }
        const first = await login(stage, env)
        assert.is(first.status, 0, first.stderr)
        assert.equal([...new Set(asked)], [`${host}:443`])
        assert.is(first.stderr.match(spoken)?.length, 1, first.stderr)
        assert.match(
          first.stderr,
          `the proxy "${new URL(proxy).host}" (HTTPS_PROXY), and the certificates in "${ca}" (${variable})`,
        )
        assert.not.match((await login(stage, env)).stderr, spoken)
        const role = await stage.run(['awsenv', 'assume', '123456789012', 'Admin', '--shell', 'sh'], { env })
        assert.is(role.status, 0, role.stderr)
        assert.not.match(role.stderr, spoken)
      }),
    )

  withOpenssl(
    '5: what the settings name is not spoken of, and they say what they hold',
    inBetween(async (stage, { ca, proxy }) => {
      for (const words of [
        ['proxies', new URL(proxy).host],
        ['ca_bundles', ca],
      ])
        assert.is((await stage.awsenv('config', 'set', ...words)).status, 0)
      const { status, stderr } = await login(stage, { HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca })
      assert.is(status, 0, stderr)
      assert.not.match(stderr, spoken)
      assert.match((await stage.awsenv('config', 'set', 'ca_bundles', 'ca.pem')).stderr, 'a list of absolute paths')
    }),
  )

  withOpenssl(
    '5: credential-process tells it to --debug alone',
    inBetween(async (stage, { ca, proxy }) => {
      const call = (...options: string[]) =>
        stage.run(['awsenv', 'credential-process', '123456789012', 'Admin', '--print', ...options], {
          env: { HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca },
        })
      const program = stage.write('totp', `echo ${stage.code()}\n`)
      stage.write(
        '.aws/config',
        `[default]\nregion = eu-central-1\nmfa_serial = ${stage.world.alice.mfaSerial}\nmfa_process = sh ${program}\n`,
      )
      const { status, stderr } = await call('--debug')
      assert.is(status, 0, stderr)
      assert.match(stderr, spoken)
      assert.not.match((await login(stage, {}, '--refresh')).stderr, spoken)
    }),
  )
})
