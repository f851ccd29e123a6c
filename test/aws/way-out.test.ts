/** The way to AWS through a proxy and a private certificate authority: a real CONNECT, a real TLS server in AWS's name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { closeTransport, type Pins } from '../../src/aws/client/transport.ts'
import { getCallerIdentity, getSessionToken } from '../../src/aws/sts.ts'
import { Secret } from '../../src/model/secret.ts'
import { demoWorld } from '../../tools/sandbox/demo-world.ts'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing, rejects } from '../support/describe.ts'
import { inTheMiddle, listening, portOf } from '../support/in-the-middle.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws: proxy and certificates', test => {
  const withOpenssl = needing(test, 'openssl', has('openssl'))
  const host = 'sts.eu-central-1.amazonaws.com'

  const scene = async (
    body: (scene: {
      ask(env: Record<string, string>): Promise<string>
      login(env: Record<string, string>, pins?: Partial<Pins>): Promise<readonly string[]>
      arn: string
      ca: string
      proxy: string
      asked: string[]
    }) => Promise<void>,
  ) => {
    const sandbox = await startSandbox()
    const { alice } = demoWorld(sandbox)
    const accessKey = { accessKeyId: alice.accessKeyId, secretAccessKey: new Secret(alice.secretAccessKey) }
    const ask = async (env: Record<string, string>) => {
      const transport = quietTransport()
      try {
        return (await getCallerIdentity(transport, { accessKey, network: networkIn(env) })).arn
      } finally {
        closeTransport(transport)
      }
    }
    const login = async (env: Record<string, string>, pins: Partial<Pins> = {}) => {
      const said: string[] = []
      const transport = quietTransport({ say: line => said.push(line), pins })
      const caller = { accessKey, network: networkIn(env) }
      const serialNumber = alice.mfaSerial
      try {
        await getCallerIdentity(transport, caller)
        assert.equal(said, [], 'nothing is said of a request that is worth nothing to others')
        const mfaCode = { serialNumber, tokenCode: sandbox.nextMfaCode(serialNumber) }
        await getSessionToken(transport, caller, { durationSeconds: 3600, mfaCode }, {})
        return said
      } finally {
        closeTransport(transport)
      }
    }
    try {
      await inTheMiddle(sandbox.url, host, async ({ ca, proxy, asked }) =>
        body({ ask, login, arn: alice.arn, ca, proxy, asked }),
      )
    } finally {
      await sandbox.close()
    }
  }

  withOpenssl('5: a proxy and a certificate of the environment are said in one line, where a code is sent', () =>
    scene(async ({ login, ca, proxy }) => {
      const { host: address } = new URL(proxy)
      const both = { HTTPS_PROXY: proxy.replace('//', '//bob:hunter2@'), AWS_CA_BUNDLE: ca }
      assert.equal(await login(both), [
        `requests go through the proxy "${address}" (HTTPS_PROXY), and the certificates in "${ca}" (AWS_CA_BUNDLE) are trusted; if that is right, name it in the settings: proxies, ca_bundles`,
      ])
      assert.equal(await login(both, { proxies: ['127.0.0.1'] }), [
        `the certificates in "${ca}" (AWS_CA_BUNDLE) are trusted; if that is right, name it in the settings: ca_bundles`,
      ])
      assert.equal(await login(both, { ca_bundles: [ca] }), [
        `requests go through the proxy "${address}" (HTTPS_PROXY); if that is right, name it in the settings: proxies`,
      ])
      assert.equal(await login(both, { proxies: [address], ca_bundles: [ca] }), [])
    }),
  )

  withOpenssl('HTTPS_PROXY leads to AWS, and AWS_CA_BUNDLE makes its certificate good', () =>
    scene(async ({ ask, arn, ca, proxy, asked }) => {
      assert.is(await ask({ HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca }), arn)
      assert.is(await ask({ https_proxy: proxy, AWS_CA_BUNDLE: ca }), arn)
      assert.equal([...new Set(asked)], [`${host}:443`])
    }),
  )

  withOpenssl('without the authority, the certificate is refused, and the hint says what to do', () =>
    scene(async ({ ask, proxy }) => {
      const error = await rejects(ask({ HTTPS_PROXY: proxy }), /certificate that this machine doesn't trust/)
      assert.match((error as { hint?: string }).hint ?? '', 'AWS_CA_BUNDLE')
    }),
  )

  withOpenssl('NO_PROXY keeps a host from the proxy', () =>
    scene(async ({ ask, ca, proxy, asked }) => {
      await rejects(ask({ HTTPS_PROXY: proxy, NO_PROXY: '.amazonaws.com', AWS_CA_BUNDLE: ca }), /./)
      assert.equal(asked, [])
    }),
  )

  withOpenssl('a proxy that is not there is told as such', () =>
    scene(async ({ ask }) => {
      await rejects(ask({ HTTPS_PROXY: 'http://127.0.0.1:9' }), /can't be reached/)
    }),
  )

  withOpenssl('a proxy without a scheme is spoken to by http://, as curl and the AWS CLI do', () =>
    scene(async ({ ask, arn, ca, proxy, asked }) => {
      assert.is(await ask({ HTTPS_PROXY: proxy.replace('http://', ''), AWS_CA_BUNDLE: ca }), arn)
      assert.equal([...new Set(asked)], [`${host}:443`])
    }),
  )

  const askDirectly = async (env: Record<string, string>): Promise<string> => {
    const transport = quietTransport()
    const accessKey = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: new Secret('x'.repeat(40)) }
    const error = await rejects(getCallerIdentity(transport, { accessKey, network: networkIn(env) }), /./)
    closeTransport(transport)
    return `${error.message}; ${(error as { hint?: string }).hint}`
  }

  for (const [name, value] of [
    ['HTTPS_PROXY', 'socks5://bob:hunter2@localhost:1080'],
    ['https_proxy', 'http://bob:hunter2@proxy one:3128'],
    ['HTTPS_PROXY', 'bob:hunter2@proxy:port'],
  ] as const) {
    test(`${name} that is no proxy of http is an error, never a way past it, and is not shown: ${value}`, async () => {
      const said = await askDirectly({ [name]: value })
      assert.match(said, `${name} is not an http:// or https:// address of a proxy`)
      assert.not.match(said, 'hunter2')
    })
  }

  test('a proxy that refuses is told as such, with its status', async () => {
    const proxy = createHttpServer().on('connect', (_request, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    )
    await listening(proxy)
    const said = await askDirectly({ HTTPS_PROXY: `http://bob:hunter2@127.0.0.1:${portOf(proxy)}` })
    assert.match(said, "can't be reached through the proxy (ERR_PROXY_TUNNEL, HTTP/1.1 407)")
    assert.not.match(said, 'hunter2')
    proxy.close()
  })

  test('a proxy that does not speak TLS, and is asked to, is told as such', async () => {
    const proxy = createHttpServer()
    await listening(proxy)
    const said = await askDirectly({ HTTPS_PROXY: `https://127.0.0.1:${portOf(proxy)}` })
    assert.match(said, 'does not speak TLS as it should')
    proxy.close()
  })

  test('an AWS_CA_BUNDLE that never ends is refused', async () => {
    assert.match(await askDirectly({ AWS_CA_BUNDLE: '/dev/zero' }), 'cannot read "/dev/zero": it is not a regular file')
  })

  for (const [what, content, said] of [
    ['missing', undefined, "can't be read: the file doesn't exist"],
    ['no certificate', 'hello', 'there is no certificate'],
  ] as const) {
    test(`an AWS_CA_BUNDLE that is ${what} is an error that names the file`, async () => {
      const directory = mkdtempSync(join(tmpdir(), 'awsenv-ca-'))
      const path = join(directory, 'ca.pem')
      if (content !== undefined) writeFileSync(path, content)
      const accessKey = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: new Secret('x') }
      const error = await rejects(
        getCallerIdentity(quietTransport(), { accessKey, network: networkIn({ AWS_CA_BUNDLE: path }) }),
        /./,
      )
      assert.match(error.message, said)
      assert.match(error.message, path)
      rmSync(directory, { recursive: true })
    })
  }
})
