/** The token of IAM Identity Center, shared with botocore in both directions. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { inCenter } from './center-story.ts'

describe('IAM Identity Center and botocore', test => {
  const python = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'
  const hasBoto3 = spawnSync(python, ['-c', 'import boto3']).status === 0
  if (!hasBoto3 && process.env['AWSENV_TEST_REQUIRE'] === undefined) return
  const program = `import boto3; print(boto3.Session(profile_name='data').get_credentials().get_frozen_credentials().token != None)`

  test(
    'botocore uses and refreshes the token that awsenv got, and awsenv uses what botocore wrote',
    inCenter(async ({ alice, sandbox, actions }) => {
      const inBotocore = async () => {
        const env = { PATH: process.env['PATH'], HOME: alice.home, AWS_ENDPOINT_URL: sandbox.url }
        const child = spawn(python, ['-c', program], { env, stdio: ['ignore', 'ignore', 'inherit'] })
        const [status] = await once(child, 'exit')
        assert.is(status, 0)
      }
      assert.is((await alice.awsenv('login', 'acme')).exitCode, 0)
      await inBotocore()
      const directory = join(alice.home, '.aws/sso/cache')
      for (const name of readdirSync(directory)) {
        const content = JSON.parse(readFileSync(join(directory, name), 'utf8'))
        const soon = new Date(Date.now() + 300_000).toISOString().replace(/\.\d+Z$/, 'Z')
        if (content.accessToken) writeFileSync(join(directory, name), JSON.stringify({ ...content, expiresAt: soon }))
      }
      const tokens = () => actions().filter(action => action === 'CreateToken').length
      const before = tokens()
      await inBotocore()
      assert.is(tokens(), before + 1)
      const { exitCode, stderr } = await alice.awsenv('assume', 'data')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.opened.length, tokens()], [1, before + 1])
    }),
  )
})
