/** Where a key can come from, for the built binary: real programs, files and services. */
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { trusting, trustingTokens } from '../../tools/sandbox/demo-world.ts'
import { CONTAINER_PATH } from '../../tools/sandbox/metadata.ts'
import { credentialsOf, issueSession } from '../../tools/sandbox/session.ts'
import { describe } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('where the key comes from', test => {
  const assumed = async (stage: Stage, profile: string, env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = await stage.run(['awsenv', 'assume', profile, '--shell', 'sh'], { env })
    assert.is(status, 0, stderr)
    return /AWSENV_ROLE_ARN='([^']*)'/.exec(stdout)?.[1]
  }

  test(
    'a program, a token, an instance and a container lead to roles',
    onStage(async stage => {
      const { sandbox, world, write } = stage
      const account = sandbox.world.account('123456789012')
      const app = sandbox.world.addRole(account, 'App', trustingTokens(account))
      const machine = sandbox.world.addRole(account, 'Machine', trusting('*'))
      const hub = sandbox.world.addRole(account, 'Hub', trusting(machine.arn))
      sandbox.world.metadata.instanceRole = machine
      sandbox.world.metadata.container = { role: machine, authorizationToken: 'opensesame' }
      const session = issueSession(sandbox.world, Date.now(), 3600, { identity: sandbox.world.user(world.alice.arn) })
      const answer = write('answer.json', JSON.stringify({ Version: 1, ...credentialsOf(session) }))
      const token = write('token', sandbox.world.addWebIdentity())
      const program = write('get-key', `#!/bin/sh\ntest "$1" = "of alice" && cat ${answer}\n`)
      chmodSync(program, 0o700)
      write(
        '.aws/config',
        `[profile tool]\ncredential_process = "${program}" "of alice"\n[profile open]\nrole_arn = ${world.roles.open}\nsource_profile = tool\n` +
          `[profile app]\nrole_arn = ${app.arn}\nweb_identity_token_file = ${token}\n` +
          `[profile instance]\nrole_arn = ${hub.arn}\ncredential_source = Ec2InstanceMetadata\n` +
          `[profile container]\nrole_arn = ${hub.arn}\ncredential_source = EcsContainer\n`,
      )
      assert.is(await assumed(stage, 'open'), world.roles.open)
      assert.is(await assumed(stage, 'app'), app.arn)
      assert.is(await assumed(stage, 'instance', { AWS_EC2_METADATA_SERVICE_ENDPOINT: sandbox.url }), hub.arn)
      const container = {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: sandbox.url + CONTAINER_PATH,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'opensesame',
        // What Node itself would ask by proxy.
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: 'http://127.0.0.1:9',
      }
      assert.is(await assumed(stage, 'container', container), hub.arn)
    }),
  )

  test(
    'a credential_process that asks awsenv for its own profile ends at once',
    onStage(async stage => {
      const { world, home, write } = stage
      const own = join(home, 'bin/awsenv')
      write('.aws/credentials', '')
      write(
        '.aws/config',
        `[profile loop]\ncredential_process = ${own} assume role --format process\n[profile role]\nrole_arn = ${world.roles.open}\nsource_profile = loop\n`,
      )
      const { status, stderr } = await stage.awsenv('assume', 'role', '--format', 'json')
      assert.is(status, 1)
      assert.match(stderr, 'the credential_process of profile "loop" asks awsenv for itself: "loop" -> "loop"')
      assert.not.match(stderr, 'waiting for another awsenv')
    }),
  )
})
