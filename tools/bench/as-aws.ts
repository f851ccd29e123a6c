/** The sandbox under the name of AWS, for programs that can't be told another endpoint. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Stand } from './stand.ts'

/** Gives the variables of a proxy that answers in the place of STS, and of the certificate with which it does. */
export async function asAws({ sandbox, file }: Stand): Promise<Record<string, string>> {
  const [cert, key] = [file('cert.pem'), file('key.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  const names = ['-subj', '/CN=sandbox', '-addext', 'subjectAltName=DNS:sts.eu-central-1.amazonaws.com']
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const secure = createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) }, client => {
    const server = connect(Number(new URL(sandbox.url).port), '127.0.0.1')
    client.on('error', () => server.destroy())
    server.on('error', () => client.destroy())
    client.pipe(server).pipe(client)
  })
  const proxy = createServer().on('connect', (_request, client) => {
    client.write('HTTP/1.1 200 OK\r\n\r\n')
    secure.emit('connection', client)
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  proxy.unref()
  return { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, SSL_CERT_FILE: cert }
}
