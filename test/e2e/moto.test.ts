/** Somebody else's STS on the wire. It checks neither codes nor trust policies: only the protocol is compared here. */
import { type ChildProcess, spawn } from 'node:child_process'
import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { onStage } from './stage.ts'

describe('e2e: moto', test => {
  const program = process.env['AWSENV_TEST_MOTO'] ?? 'moto_server'
  const withMoto = needing(test, 'moto', has(program))

  withMoto(
    'login, assume, whoami and clear go through it as through AWS',
    onStage(async stage => {
      const { url, server } = await startMoto(program)
      try {
        const script = `eval "$(awsenv login)" && eval "$(awsenv assume 123456789012 Admin)" && awsenv whoami --json && eval "$(awsenv clear)" && env | grep -c ^AWSENV_ROLE`
        const env = { AWS_ENDPOINT_URL: url, AWSENV_MFA_CODE: '123456', AWSENV_SHELL: 'sh' }
        const { stdout, stderr } = await stage.run(['sh', '-c', script], { env })
        const report = JSON.parse(stdout.slice(0, stdout.lastIndexOf('}') + 1))
        assert.match(report.arn, /^arn:aws:sts::123456789012:assumed-role\/Admin\//, stderr)
        assert.is(report.role, 'Admin@123456789012')
        assert.match(stdout, /\n0\n$/)
      } finally {
        server.kill()
      }
    }),
  )

  withMoto(
    'setup, mfa enrol and keys rotate go through its IAM as through AWS; setup finds what it made, and changes nothing',
    onStage(async stage => {
      const { url, server } = await startMoto(program)
      try {
        const admin = { AWS_ACCESS_KEY_ID: 'AKIAADMINISTRATOR000', AWS_SECRET_ACCESS_KEY: 'administrator' }
        const vault = {
          AWSENV_KEYSTORE: 'passphrase',
          AWSENV_PASSPHRASE_FILE: stage.write('passphrase', 'correct horse\n'),
        }
        Object.assign(stage.env, vault, { AWS_ENDPOINT_URL: url })
        const setUp = () => stage.run(['awsenv', 'setup', 'team/dora', '--role', 'ops/Made', '--yes'], { env: admin })
        const first = await setUp()
        assert.is(first.status, 0, first.stderr)
        assert.match(first.stderr, 'is made, and in awsenv\'s vault as "dora"')
        const second = await setUp()
        assert.is(second.status, 0, second.stderr)
        assert.match(second.stderr, 'everything is there as it should be: nothing has changed')

        if (has('python3')) {
          await using terminal = openPty(['awsenv', 'mfa', 'enrol', 'dora'], { env: stage.env, cwd: stage.cwd })
          await terminal.shows('shows now: ')
          terminal.type('123456\r')
          await terminal.shows('30 seconds: ')
          terminal.type('654321\r')
          await terminal.shows('is enabled for')
          assert.is(await terminal.ended(), 0)
        }
        const rotated = await stage.run(['awsenv', 'keys', 'rotate', 'dora', '--mfa-stdin'], { input: '111222\n' })
        assert.is(rotated.status, 0, rotated.stderr)
        assert.match(rotated.stderr, /the old key, \*{4}\w{4}, is deleted/)
      } finally {
        server.kill()
      }
    }),
  )
})

/** On a port that the system gives it, and that it tells: nobody else can have taken it. */
async function startMoto(program: string): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const told = () => /Running on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1]
  await until(() => told() !== undefined || server.exitCode !== null)
  const url = told()
  if (url === undefined) throw new Error(`moto does not start: ${said}`)
  for (const [service, call] of Object.entries(FIRST_CALLS)) await firstCall(url, service, call)
  return { url, server }
}

/** It loads a service when it is first asked for it, which may take a busy machine longer than awsenv waits. */
async function firstCall(url: string, service: string, body: string): Promise<void> {
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  const { status } = await fetch(url, { method: 'POST', headers, body })
  assert.is(status, 200)
}

const FIRST_CALLS = {
  sts: 'Action=GetCallerIdentity&Version=2011-06-15',
  iam: 'Action=ListUsers&Version=2010-05-08',
}
