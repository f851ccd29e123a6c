import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { has } from '../../tools/shells/real-shells.ts'
import { keyOf } from '../commands/story.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: AWS tools', test => {
  const python = process.env['AWSENV_TEST_PYTHON'] ?? 'python3'
  const hasBoto3 = spawnSync(python, ['-c', 'import boto3']).status === 0
  const clients = [
    {
      name: 'the AWS CLI',
      needs: 'aws',
      isPresent: has('aws'),
      argv: ({ sandbox }: Stage) => ['aws', '--endpoint-url', sandbox.url, 'sts', 'get-caller-identity'],
    },
    {
      name: 'boto3',
      needs: 'python3 with boto3',
      isPresent: hasBoto3,
      argv: ({ sandbox }: Stage) => [python, '-c', BOTO3, sandbox.url],
    },
    {
      name: 'the JavaScript SDK',
      needs: 'node',
      isPresent: true,
      argv: ({ sandbox }: Stage) => [process.execPath, '--input-type=module', '-e', SDK, sandbox.url],
    },
  ]

  for (const { name, needs, isPresent, argv } of clients) {
    const withClient = needing(test, needs, isPresent)

    withClient(
      `after an assume ${name} acts as the role, whatever profile, token and expiry stood in the shell before`,
      onStage(async stage => {
        const { world } = stage
        stage.write('.aws/credentials', keyOf('default', world.alice) + keyOf('work', world.bob))
        Object.assign(stage.env, {
          AWSENV_MFA_CODE: stage.code(),
          AWS_ACCESS_KEY_ID: world.alice.accessKeyId,
          AWS_SECRET_ACCESS_KEY: world.alice.secretAccessKey,
          AWS_PROFILE: 'work',
          AWS_SECURITY_TOKEN: 'stale',
          AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
          AWS_SESSION_EXPIRATION: '2020-01-01T00:00:00Z',
          AWSUME_EXPIRATION: '2020-01-01T00:00:00Z',
        })
        const script = 'eval "$(awsenv assume 123456789012 Admin)" && exec "$@"'
        const { status, stdout, stderr } = await stage.run(['bash', '-c', script, 'bash', ...argv(stage)])
        assert.is(status, 0, stderr)
        assert.match(stdout, 'arn:aws:sts::123456789012:assumed-role/Admin/alice')
      }),
    )

    withClient(
      `${name} acts as the role by a profile that config add-profile wrote, and says what to type where a code is needed`,
      onStage(async stage => {
        const added = await stage.awsenv('config', 'add-profile', 'tool', '123456789012', 'Admin')
        assert.is(added.status, 0, added.stderr)
        const env = { AWS_PROFILE: 'tool' }
        const before = await stage.run(argv(stage), { env })
        assert.is.not(before.status, 0)
        // The JavaScript SDK keeps to itself why a source of credentials has failed.
        if (needs !== 'node') assert.match(before.stderr, 'run awsenv login default')
        await stage.run(['awsenv', 'login', '--shell', 'sh'], { env: { AWSENV_MFA_CODE: stage.code() } })
        const { status, stdout, stderr } = await stage.run(argv(stage), { env })
        assert.is(status, 0, stderr)
        assert.match(stdout, 'arn:aws:sts::123456789012:assumed-role/Admin/alice')
      }),
    )
  }
})

const BOTO3 = `
import boto3, sys
print(boto3.client("sts", endpoint_url=sys.argv[1]).get_caller_identity()["Arn"])
`

const SDK = `
import { GetCallerIdentityCommand, STSClient } from '${import.meta.resolve('@aws-sdk/client-sts')}'
const { Arn } = await new STSClient({ endpoint: process.argv[1] }).send(new GetCallerIdentityCommand({}))
console.log(Arn)
`
