/** Programs that outlast a session, by the built binary: real SDKs, whose sessions the sandbox ends after two seconds. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: exec --renewing', suite => {
  const PYTHON = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'
  const source = (name: string) => join(import.meta.dirname, '../../tools/sdks/clients', name)
  /** Seconds: by then, credentials that were renewed early have ended, too. */
  const WAIT = '3.6'

  /** alice has logged in; her roles last for two seconds. */
  const ready = async ({ world, sandbox, write, run, code }: Stage) => {
    write(
      '.aws/config',
      `[default]\nmfa_serial = ${world.alice.mfaSerial}\nregion = eu-central-1\n[profile prod]\nrole_arn = ${world.roles.admin}\nsource_profile = default\noutput = text\n`,
    )
    const login = await run(['awsenv', 'login', '--print', '--mfa-stdin', '--shell', 'sh'], { input: `${code()}\n` })
    assert.is(login.status, 0, login.stderr)
    sandbox.world.longestRoleSession = 2
  }
  const filesLeft = ({ runtime }: Stage) =>
    readdirSync(join(runtime, 'awsenv')).filter(name => name.startsWith('program-'))

  /** By how each introduces itself to AWS. */
  const clients = {
    Boto3: [PYTHON, source('python.py')],
    'aws-sdk-js': [process.execPath, source('javascript.ts')],
    'aws-cli': ['sh', source('cli.sh')],
  }
  const agent = (text: string) => (/\bawsenv\//.test(text) ? 'awsenv' : text.split('/', 1)[0])
  const areThere = has('aws') && spawnSync(PYTHON, ['-c', 'import boto3']).status === 0

  needing(
    suite,
    'boto3, the AWS CLI',
    areThere,
  )(
    'boto3, the SDK for JavaScript and the AWS CLI go on once their first session has ended, and ask no one',
    onStage(async stage => {
      await ready(stage)
      await Promise.all(
        Object.entries(clients).map(async ([name, client]) => {
          const { status, stdout, stderr } = await stage.run([
            'awsenv',
            'exec',
            '--renewing',
            'prod',
            ...client,
            '0',
            WAIT,
          ])
          assert.is(status, 0, `${name}: ${stderr}`)
          assert.is(stdout.match(/assumed-role\/Admin\/alice/g)?.length, 2, `${name}: ${stdout}`)
        }),
      )
      for (const name of Object.keys(clients)) {
        const calls = stage.sandbox.requests.filter(
          ({ action, userAgent }) => action === 'GetCallerIdentity' && agent(userAgent) === name,
        )
        assert.is(new Set(calls.map(({ accessKeyId }) => accessKeyId)).size, 2, name)
      }
      assert.is(stage.sandbox.count('GetSessionToken'), 1)
      assert.equal(filesLeft(stage), [])
    }),
  )

  suite(
    'the exit code is the command’s, and a signal ends both and leaves nothing behind',
    onStage(async stage => {
      await ready(stage)
      const { status } = await stage.run(['awsenv', 'exec', '--renewing', 'prod', 'sh', '-c', 'exit 37'])
      assert.is(status, 37)
      const call = ['awsenv', 'exec', '--renewing', 'prod', 'sh', '-c', 'echo ready >&2; exec sleep 60']
      const ended = await stage.run(call, {
        onStart({ stderr, kill }) {
          const timer = setInterval(() => {
            if (!stderr().includes('ready')) return
            clearInterval(timer)
            kill('SIGTERM')
          }, 50)
        },
      })
      assert.is(ended.status, 128, ended.stderr)
      assert.equal(filesLeft(stage), [])
    }),
  )
})
