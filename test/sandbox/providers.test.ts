/** That the sandbox's tokens and metadata are like AWS's is not for awsenv to say: botocore is asked, with the same profiles. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { trusting, trustingTokens } from '../../tools/sandbox/demo-world.ts'
import { CONTAINER_PATH } from '../../tools/sandbox/metadata.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'
import { describe, needing } from '../support/describe.ts'

describe("the sandbox's providers", test => {
  // One that knows AWS_ENDPOINT_URL: an older one would ask AWS itself.
  const present =
    spawnSync('python3', ['-c', 'from botocore.configprovider import ConfiguredEndpointProvider']).status === 0

  needing(
    test,
    'botocore',
    present,
  )('botocore gets a role by web identity, instance and container', () =>
    staged(async (sandbox, home) => {
      assert.equal(await rolesOf(sandbox, home, ['token', 'instance', 'container']), ['App', 'Hub', 'Hub'])
      const actions = new Set(sandbox.requests.map(({ action }) => action))
      for (const action of [
        'AssumeRoleWithWebIdentity',
        'MetadataToken',
        'MetadataCredentials',
        'ContainerCredentials',
      ])
        assert.ok(actions.has(action), action)
    }),
  )
})

const AUTHORIZATION = 'Bearer opensesame'

async function staged(body: (sandbox: Sandbox, home: string) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox()
  const home = mkdtempSync(join(tmpdir(), 'awsenv-providers-'))
  const { world } = sandbox
  const account = world.addAccount('123456789012')
  const app = world.addRole(account, 'App', trustingTokens(account))
  const machine = world.addRole(account, 'Machine', trusting('*'))
  const hub = world.addRole(account, 'Hub', trusting(machine.arn))
  world.metadata.instanceRole = machine
  world.metadata.container = { role: machine, authorizationToken: AUTHORIZATION }
  writeFileSync(join(home, 'token'), world.addWebIdentity())
  writeFileSync(
    join(home, 'config'),
    `[profile token]\nrole_arn = ${app.arn}\nweb_identity_token_file = ${join(home, 'token')}\n` +
      `[profile instance]\nrole_arn = ${hub.arn}\ncredential_source = Ec2InstanceMetadata\n` +
      `[profile container]\nrole_arn = ${hub.arn}\ncredential_source = EcsContainer\n`,
  )
  try {
    await body(sandbox, home)
  } finally {
    await sandbox.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** The names of the roles that botocore has by some profiles. */
async function rolesOf(sandbox: Sandbox, home: string, profiles: readonly string[]): Promise<readonly string[]> {
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: sandbox.url,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sandbox.url}${CONTAINER_PATH}`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: AUTHORIZATION,
  }
  const child = spawn('python3', ['-c', SCRIPT, ...profiles], { env })
  const [out, err] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()])
  const arns = Buffer.concat(out).toString().trim().split('\n')
  assert.is(arns.length, profiles.length, Buffer.concat(err).toString())
  return arns.map(arn => arn.split('/')[1] ?? arn)
}

const SCRIPT = `
import sys, botocore.session
for profile in sys.argv[1:]:
    client = botocore.session.Session(profile=profile).create_client('sts')
    print(client.get_caller_identity()['Arn'])
`
