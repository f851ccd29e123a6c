import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { COMPILED } from '../support/compiled.ts'
import { describe, needing } from '../support/describe.ts'

type Started = { readonly text: string; readonly variables: Record<string, string> }

/** `npm run sandbox` while the body runs; ended as by Ctrl-C, whose aftermath is given back. */
async function started(body: (started: Started) => Promise<void>): Promise<{ code: number | null }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../tools/sandbox/start.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  })
  const ended = once(child, 'exit')
  try {
    let text = ''
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      text += chunk
      if (/^export AWS_REGION=.*\n/m.test(text)) break
    }
    const exports = [...text.matchAll(/^export (\w+)='([^']*)'$/gm)]
    await body({ text, variables: Object.fromEntries(exports.map(([, name, value]) => [name, value])) })
  } finally {
    child.kill('SIGINT')
  }
  const [code] = await ended
  return { code }
}

describe('npm run sandbox', test => {
  test('prints exports and comments only, and leaves nothing behind', async () => {
    let directory = ''
    const { code } = await started(async ({ text, variables }) => {
      const names = ['STS', 'IAM', 'S3', 'SIGNIN', 'SSO', 'SSO_OIDC'].map(name => `AWS_ENDPOINT_URL_${name}`)
      const files = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']
      assert.equal(Object.keys(variables), [...names, 'AWS_LOGIN_CACHE_DIRECTORY', ...files, 'AWS_REGION'])
      assert.match(text, /^(#.*\n|export \w+='[^']*'\n)+$/)
      assert.match(text, /# console {2}awsenv config set endpoints 127\.0\.0\.1:\d+ /)
      assert.match(text, /# account {2}123456789012/)
      for (const file of files) assert.is(statSync(variables[file] ?? '').mode & 0o777, 0o600)
      directory = dirname(variables['AWS_CONFIG_FILE'] ?? '')
      assert.is(statSync(directory).mode & 0o777, 0o700)
      const credentials = readFileSync(variables['AWS_SHARED_CREDENTIALS_FILE'] ?? '', 'utf8')
      const [, secret = ''] = /aws_secret_access_key = (.+)/.exec(credentials) ?? []
      assert.is(secret.length, 40)
      assert.not.ok(text.includes(secret))
      const command = /# unused +curl '([^']+)'/.exec(text)?.[1]
      assert.match(await (await fetch(command ?? '')).text(), /^\d{6}\n$/)
    })
    assert.is(code, 0)
    assert.not.ok(existsSync(directory))
  })

  const present = spawnSync('aws', ['--version']).status === 0
  needing(
    test,
    'aws',
    present,
  )('serves the AWS CLI, by the files and by the endpoint', async () => {
    await started(async ({ text, variables }) => {
      const home = dirname(variables['AWS_CONFIG_FILE'] ?? '')
      const { AWS_ENDPOINT_URL_STS: url = '', ...rest } = variables
      const env = { PATH: process.env['PATH'], HOME: home, AWS_DEFAULT_REGION: 'eu-central-1', ...rest }
      const aws = async (...args: string[]) => {
        const child = spawn('aws', ['--output', 'json', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
        const [out, err] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()])
        return { out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
      }
      const sts = (...args: string[]) => aws('--endpoint-url', url, 'sts', ...args)
      const [identity, devices] = await Promise.all([sts('get-caller-identity'), aws('iam', 'list-mfa-devices')])
      assert.is(JSON.parse(identity.out).Arn, 'arn:aws:iam::123456789012:user/alice', identity.err)
      const serial = JSON.parse(devices.out).MFADevices[0].SerialNumber
      const code = await (await fetch(/# unused +curl '([^']+)'/.exec(text)?.[1] ?? '')).text()
      const login = ['get-session-token', '--serial-number', serial, '--token-code', code.trim()]
      assert.match(JSON.parse((await sts(...login)).out).Credentials.AccessKeyId, /^ASIA/)
      assert.match(
        (await sts(...login)).err,
        /\(AccessDenied\) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA/,
      )
    })
  })
})
