/** The way to AWS through a proxy and a private certificate authority: a real CONNECT, a real TLS server in AWS's name. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import * as assert from 'uvu/assert'
import { closeTransport } from '../../src/aws/client/transport.ts'
import { getCallerIdentity } from '../../src/aws/sts.ts'
import { Secret } from '../../src/model/secret.ts'
import { demoWorld } from '../../tools/sandbox/demo-world.ts'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing, rejects } from '../support/describe.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws: proxy and certificates', test => {
  const withOpenssl = needing(test, 'openssl', has('openssl'))
  const host = 'sts.eu-central-1.amazonaws.com'

  /** A TLS server in the name of AWS before the sandbox, and a proxy that leads every CONNECT to it. */
  const scene = async (
    body: (scene: {
      ask(env: Record<string, string>): Promise<string>
      arn: string
      ca: string
      proxy: string
      asked: string[]
    }) => Promise<void>,
  ) => {
    const directory = mkdtempSync(join(tmpdir(), 'awsenv-tls-'))
    const sandbox = await startSandbox()
    const world = demoWorld(sandbox)
    certificates(directory, host)
    const tls = createTlsServer(
      { key: readFileSync(join(directory, 'key.pem')), cert: readFileSync(join(directory, 'cert.pem')) },
      socket => {
        const upstream = connect(Number(new URL(sandbox.url).port), '127.0.0.1')
        socket.pipe(upstream).pipe(socket)
        for (const one of [socket, upstream]) one.on('error', () => upstream.destroy() && socket.destroy())
      },
    )
    const asked: string[] = []
    const proxy = createHttpServer()
    proxy.on('connect', (request, client) => {
      asked.push(request.url ?? '')
      const upstream = connect(portOf(tls), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.pipe(client).pipe(upstream)
      })
      for (const one of [client, upstream]) one.on('error', () => upstream.destroy())
    })
    await Promise.all([listening(tls), listening(proxy)])
    const accessKey = { accessKeyId: world.alice.accessKeyId, secretAccessKey: new Secret(world.alice.secretAccessKey) }
    const ask = async (env: Record<string, string>) => {
      const transport = quietTransport()
      try {
        return (await getCallerIdentity(transport, { accessKey, network: networkIn(env) })).arn
      } finally {
        closeTransport(transport)
      }
    }
    try {
      await body({
        ask,
        arn: world.alice.arn,
        ca: join(directory, 'ca.pem'),
        proxy: `http://127.0.0.1:${portOf(proxy)}`,
        asked,
      })
    } finally {
      tls.close()
      proxy.close()
      proxy.closeAllConnections()
      await sandbox.close()
      rmSync(directory, { recursive: true })
    }
  }

  withOpenssl('HTTPS_PROXY leads to AWS, and AWS_CA_BUNDLE makes its certificate good', () =>
    scene(async ({ ask, arn, ca, proxy, asked }) => {
      assert.is(await ask({ HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca }), arn)
      assert.is(await ask({ https_proxy: proxy, AWS_CA_BUNDLE: ca }), arn)
      assert.equal([...new Set(asked)], [`${host}:443`])
    }),
  )

  withOpenssl('without the authority, the certificate is refused, and the hint says what to do', () =>
    scene(async ({ ask, proxy }) => {
      const error = await rejects(ask({ HTTPS_PROXY: proxy }), /certificate that is not trusted/)
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
      assert.match(said, `${name} is not the address of a proxy`)
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
    ['missing', undefined, "can't be read: there is no such file"],
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

/** An authority of our own, and a certificate of it for a host. */
function certificates(directory: string, host: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' })
  const subject = ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  openssl('req', '-x509', ...subject, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=awsenv test')
  openssl('req', ...subject, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${host}`)
  writeFileSync(join(directory, 'names.cnf'), `subjectAltName=DNS:${host}\n`)
  openssl(
    'x509',
    '-req',
    '-in',
    'request.pem',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'cert.pem',
    '-days',
    '2',
    '-extfile',
    'names.cnf',
  )
}

function listening(server: Server): Promise<void> {
  return new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
