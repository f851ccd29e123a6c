/** Other clients of AWS, as a user of the machine runs them: each with its own way to credentials. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { COMPILED } from '../support/compiled.ts'
import type { Machine } from '../support/fake-context.ts'

const PYTHON = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'

/** Whether boto3 is there, with what `aws login` takes. */
export const hasBoto3 = spawnSync(PYTHON, ['-c', 'import boto3, awscrt']).status === 0

export type Caller = { readonly arn: string; readonly accessKeyId: string }

export type OtherClient = (machine: Machine, sandbox: Sandbox, profile: string) => Promise<Caller>

export const boto3: OtherClient = runner([PYTHON, join(import.meta.dirname, 'workers/caller.py')])

/** The AWS SDK for JavaScript. */
export const sdk: OtherClient = runner([process.execPath, join(import.meta.dirname, 'workers/caller.ts')])

function runner([program = '', ...args]: readonly string[]): OtherClient {
  return async ({ home }, { url }, profile) => {
    const env = {
      ...{ PATH: process.env['PATH'], HOME: home, AWS_ENDPOINT_URL: url, AWS_PROFILE: profile },
      NODE_COMPILE_CACHE: COMPILED,
    }
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    const [status] = await once(child, 'close')
    assert.is(status, 0)
    const [arn = '', accessKeyId = ''] = text.split(' ')
    return { arn, accessKeyId }
  }
}
