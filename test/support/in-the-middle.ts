/** Whoever stands between awsenv and AWS: a real CONNECT proxy, and a TLS server in the name of AWS behind it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'

export type Middle = {
  /** The file of the authority that signed the certificate. */
  readonly ca: string
  readonly proxy: string
  /** The hosts that a CONNECT has named. */
  readonly asked: string[]
}

/** Leads every CONNECT to a server that has a certificate for `host`, and passes on what it gets to the sandbox. */
export async function inTheMiddle(
  sandboxUrl: string,
  host: string,
  body: (middle: Middle) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'awsenv-tls-'))
  certificates(directory, host)
  const tls = createTlsServer(
    { key: readFileSync(join(directory, 'key.pem')), cert: readFileSync(join(directory, 'cert.pem')) },
    socket => {
      const upstream = connect(Number(new URL(sandboxUrl).port), '127.0.0.1')
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
  try {
    await body({ ca: join(directory, 'ca.pem'), proxy: `http://127.0.0.1:${portOf(proxy)}`, asked })
  } finally {
    tls.close()
    proxy.close()
    proxy.closeAllConnections()
    rmSync(directory, { recursive: true })
  }
}

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

export function listening(server: Server): Promise<void> {
  return new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
