/** What an environment, or a signal, must not do to the binary; each shown to work on a plain node first. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: hardening', test => {
  const login = (stage: Stage, env: Readonly<Record<string, string>>) =>
    stage.run(['awsenv', 'login', '--shell', 'sh'], { env: { AWSENV_MFA_CODE: stage.code(), ...env } })
  const plainNode = (stage: Stage, script: string, env: Readonly<Record<string, string>> = {}) =>
    stage.run([process.execPath, '-e', script], { env })

  test(
    'NODE_OPTIONS loads nothing, and nonsense in it stops nothing',
    onStage(async stage => {
      const pwned = join(stage.cwd, 'PWNED')
      const evil = stage.write('evil.cjs', `require('node:fs').writeFileSync(${JSON.stringify(pwned)}, '')`)
      const NODE_OPTIONS = `--require=${evil}`
      await plainNode(stage, '', { NODE_OPTIONS })
      assert.ok(existsSync(pwned))
      rmSync(pwned)
      const { status, stderr } = await login(stage, { NODE_OPTIONS })
      assert.is(status, 0, stderr)
      assert.not(existsSync(pwned))
      for (const options of ['--nonsense', '--inspect-brk=0', '"'])
        assert.is((await stage.run(['awsenv', '--version'], { env: { NODE_OPTIONS: options } })).status, 0, options)
    }),
  )

  test(
    'NODE_DEBUG and its like print no token, write no file, and reach the program of exec',
    onStage(async stage => {
      const { sandbox, cwd, run, code } = stage
      const coverage = join(cwd, 'coverage')
      const env = {
        ...{ NODE_DEBUG: 'http,net,tls,https,child_process', NODE_DEBUG_NATIVE: 'HTTP2,TLS,CRYPTO' },
        ...{ NODE_V8_COVERAGE: coverage, NODE_REDIRECT_WARNINGS: join(cwd, 'warnings') },
      }
      const get = `require('node:http').get(${JSON.stringify(sandbox.url)}, { headers: { 'x-secret': 'CANARY' } }).on('error', () => {})`
      const plain = await plainNode(stage, get, env)
      assert.match(plain.stderr, 'CANARY')
      assert.ok(existsSync(coverage))
      for (const path of [coverage, env.NODE_REDIRECT_WARNINGS]) rmSync(path, { recursive: true })
      const words = [
        'awsenv',
        'exec',
        '123456789012',
        'Admin',
        '--',
        'sh',
        '-c',
        'echo "$NODE_DEBUG,$NODE_V8_COVERAGE,$AWSENV_HELD_FOR_NODE"',
      ]
      const { status, stdout, stderr } = await run(words, { env: { AWSENV_MFA_CODE: code(), ...env } })
      assert.is(status, 0, stderr)
      assert.is(stdout, `${env.NODE_DEBUG},${coverage},\n`)
      assert.not.match(stderr, /HTTP \d+:|NET \d+:|x-amz-security-token/i)
      assert.equal([existsSync(coverage), existsSync(env.NODE_REDIRECT_WARNINGS)], [false, false])
    }),
  )

  test(
    'OPENSSL_CONF takes nothing away',
    onStage(async stage => {
      const noDigests = 'nodejs_conf = a\n[a]\nproviders = b\n[b]\nbase = c\n[c]\nactivate = 1\n'
      const OPENSSL_CONF = stage.write('evil.cnf', noDigests)
      const hash = "require('node:crypto').createHash('sha256')"
      assert.is.not((await plainNode(stage, hash, { OPENSSL_CONF })).status, 0)
      const { status, stderr } = await login(stage, { OPENSSL_CONF })
      assert.is(status, 0, stderr)
    }),
  )

  test(
    'SIGUSR1 opens no debugger',
    onStage(async stage => {
      const opened = /Debugger listening/
      const signal =
        "process.kill(process.pid, 'SIGUSR1'); const t = setInterval(() => require('node:inspector').url() && clearInterval(t), 5)"
      assert.match((await plainNode(stage, signal)).stderr, /Debugger listening|Starting inspector/)
      const program = stage.write('totp', `kill -USR1 $PPID; sleep 0.5; echo ${stage.code()}\n`)
      stage.write(
        '.aws/config',
        `[default]\nmfa_serial = ${stage.world.alice.mfaSerial}\nmfa_process = exec sh ${program}\n`,
      )
      const { stderr } = await stage.awsenv('login', '--shell', 'sh')
      assert.not.match(stderr, opened)
    }),
  )

  // A setting of the kernel, which nobody can install: skipped where dumps go elsewhere, whatever is required.
  const pattern = '/proc/sys/kernel/core_pattern'
  const dumpsHere = existsSync(pattern) && readFileSync(pattern, 'utf8').trim() === 'core'
  const testDump = dumpsHere ? test : test.skip
  testDump(
    'a core dump carries no secret',
    onStage(async stage => {
      const dumpOf = async (command: string) => {
        await stage.run(['sh', '-c', `ulimit -c unlimited; ${command}`])
        const name = readdirSync(stage.cwd).find(name => name.startsWith('core')) ?? 'no core'
        const dump = readFileSync(join(stage.cwd, name), 'latin1')
        rmSync(join(stage.cwd, name))
        return dump
      }
      const { secretAccessKey } = stage.world.alice
      stage.env['CANARY'] = secretAccessKey
      assert.ok((await dumpOf('kill -ABRT $$')).includes(secretAccessKey))
      delete stage.env['CANARY']
      // The profile's secret has been read by then, and has signed a request.
      const program = stage.write('totp', 'kill -ABRT $PPID\nsleep 1\n')
      stage.write(
        '.aws/config',
        `[default]\nmfa_serial = ${stage.world.alice.mfaSerial}\nmfa_process = exec sh ${program}\n`,
      )
      assert.not((await dumpOf('awsenv login --shell sh')).includes(secretAccessKey))
    }),
  )

  needing(
    test,
    'openssl',
    has('openssl'),
  )(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 makes no certificate trusted; to name its authority does',
    onStage(async stage => {
      const { cert, key } = selfSigned(stage)
      let requests = 0
      const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_, response) => {
        requests++
        response.writeHead(400).end()
      })
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      const AWS_ENDPOINT_URL = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
      try {
        const { status, stderr } = await login(stage, { AWS_ENDPOINT_URL, NODE_TLS_REJECT_UNAUTHORIZED: '0' })
        assert.is(status, 1)
        assert.match(stderr, "a certificate that this machine doesn't trust")
        assert.is(requests, 0)
        await login(stage, { AWS_ENDPOINT_URL, AWS_CA_BUNDLE: cert })
        assert.ok(requests > 0)
      } finally {
        server.close()
        server.closeAllConnections()
      }
    }),
  )
})

function selfSigned({ home }: Stage): { cert: string; key: string } {
  const [cert, key] = [join(home, 'cert.pem'), join(home, 'key.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { cert, key }
}
