import * as assert from 'uvu/assert'
import { trusting } from '../../../../tools/sandbox/demo-world.ts'
import type { Fault } from '../../../../tools/sandbox/fault.ts'
import { lies } from '../../../../tools/sandbox/lies.ts'
import { type Story, tell } from '../../../commands/story.ts'
import { describe } from '../../../support/describe.ts'

describe('credentials/providers/instance-metadata', test => {
  /** alice on an EC2 instance with the role Instance, which role Hub trusts; `[profile hub]` says so. */
  const onInstance = (body: (story: Story & { hub: string }) => Promise<void>) =>
    tell(async story => {
      const { sandbox, alice } = story
      const account = sandbox.world.account('123456789012')
      const instanceRole = sandbox.world.addRole(account, 'Instance', trusting('*'))
      const hub = sandbox.world.addRole(account, 'Hub', trusting(instanceRole.arn)).arn
      sandbox.world.metadata.instanceRole = instanceRole
      alice.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = `${sandbox.url}/`
      alice.write('credentials', '')
      alice.write(
        'config',
        `[profile hub]\nrole_arn = ${hub}\ncredential_source = Ec2InstanceMetadata\nregion = eu-central-1\n`,
      )
      await body({ ...story, hub })
    })
  const METADATA = ['MetadataToken', 'MetadataRole', 'MetadataCredentials']

  test("a role is assumed with the instance's own, asked for when there is nothing in the cache", () =>
    onInstance(async ({ sandbox, alice, hub }) => {
      const { exitCode, stderr } = await alice.inShell('assume', 'hub')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWSENV_FROM']], [hub, 'Ec2InstanceMetadata'])
      assert.is((await alice.inShell('assume', 'hub')).exitCode, 0)
      assert.equal(
        sandbox.requests.map(({ action }) => action),
        [...METADATA, 'GetCallerIdentity', 'AssumeRole'],
      )
      assert.is(
        sandbox.requests.at(-1)?.parameters['RoleSessionName'],
        'i-0123456789abcdef0',
        "the instance's own name",
      )
    }))

  test('the next role starts from the instance too, and --from says so in the word of credential_source', () =>
    onInstance(async ({ sandbox, alice, hub }) => {
      await alice.inShell('assume', 'hub')
      assert.is((await alice.inShell('assume', hub, '--session-name', 'second')).exitCode, 0)
      assert.is(alice.env['AWSENV_FROM'], 'Ec2InstanceMetadata')
      await alice.inShell('unset')
      alice.write('config', '')
      const named = await alice.inShell('assume', hub, '--from', 'Ec2InstanceMetadata')
      assert.is(named.exitCode, 0, named.stderr)
      assert.is(
        sandbox.count('AssumeRole'),
        2,
        'the first of them is in the cache, by whatever name the instance is called',
      )
    }))

  test('at a prompt it is renewed by itself', () =>
    onInstance(async ({ sandbox, alice }) => {
      await alice.inShell('assume', 'hub')
      const { AWS_ACCESS_KEY_ID: old } = alice.env
      sandbox.clock.advance(3_400)
      const { exitCode, stderr } = await alice.inShell('renew')
      assert.is(exitCode, 0, stderr)
      assert.is.not(alice.env['AWS_ACCESS_KEY_ID'], old)
    }))

  test('AWS caps such a role at an hour, and it is said', () =>
    onInstance(async ({ alice }) => {
      const { exitCode, stderr } = await alice.awsenv('assume', 'hub', '--duration', '2h')
      assert.is(exitCode, 1)
      assert.match(stderr, /of Ec2InstanceMetadata is temporary, and AWS then allows one hour/)
    }))

  test('AWS_EC2_METADATA_DISABLED is honoured', () =>
    onInstance(async ({ sandbox, alice }) => {
      alice.env['AWS_EC2_METADATA_DISABLED'] = 'true'
      const { exitCode, stderr } = await alice.awsenv('assume', 'hub')
      assert.is(exitCode, 1)
      assert.match(stderr, 'AWS_EC2_METADATA_DISABLED is set')
      assert.is(sandbox.requests.length, 0)
    }))

  test('an instance without a role is told as such', () =>
    onInstance(async ({ sandbox, alice }) => {
      delete sandbox.world.metadata.instanceRole
      assert.match(
        (await alice.awsenv('assume', 'hub')).stderr,
        'status 404, which it has where the instance has no role',
      )
    }))

  for (const endpoint of ['http://169.254.169.254.evil.example', 'http://10.0.0.1', 'file:///etc', 'nonsense']) {
    test(`"${endpoint}" is not asked`, () =>
      onInstance(async ({ sandbox, alice }) => {
        alice.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = endpoint
        const { exitCode, stderr } = await alice.awsenv('assume', 'hub')
        assert.is(exitCode, 1)
        assert.match(stderr, 'is neither on this machine nor https: awsenv asked nothing')
        assert.is(sandbox.requests.length, 0)
      }))
  }

  test('nothing that listens there is told in a sentence', () =>
    onInstance(async ({ alice }) => {
      alice.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = 'http://127.0.0.1:9'
      const { stderr } = await alice.awsenv('assume', 'hub')
      assert.match(stderr, /the metadata service: "http:\/\/127\.0\.0\.1:9" can't be reached \(ECONNREFUSED\)/)
      assert.match(stderr, 'is this an EC2 instance')
    }))

  const cases: readonly (readonly [action: string, how: Fault, said: RegExp])[] = [
    ['MetadataToken', 'html', /the token of the metadata service is malformed/],
    ['MetadataToken', 'redirect', /it has status 302/],
    ['MetadataToken', 'error500', /it has status 500/],
    ['MetadataToken', 'empty', /the token of the metadata service is malformed/],
    ['MetadataRole', 'html', /the name of the instance's role is malformed/],
    ['MetadataRole', 'json', /the name of the instance's role is malformed/],
    ['MetadataCredentials', 'html', /it is not JSON/],
    ['MetadataCredentials', 'half', /broke off the connection|it is not JSON/],
    ['MetadataCredentials', { megabytes: 2 }, /sent an answer of more than 64 KB/],
    ['MetadataCredentials', 'json', /its "Code" is not "Success"/],
    ['MetadataCredentials', { lie: { Code: 'AssumeRoleUnauthorizedAccess' } }, /its "Code" is not "Success"/],
    ['MetadataCredentials', { lie: { Token: null } }, /the session token is missing/],
    ['MetadataCredentials', { lie: lies.shellInAccessKeyId }, /the access key id is missing or malformed/],
    ['MetadataCredentials', { lie: lies.newlineInSecret }, /the secret access key is missing or malformed/],
    ['MetadataCredentials', { lie: lies.pastExpiration }, /the key has already expired/],
    ['MetadataCredentials', { lie: lies.badExpiration }, /the expiration is not a time of RFC 3339/],
    ['MetadataCredentials', { drip: 100 }, /did not answer in time/],
  ]
  for (const [action, how, said] of cases) {
    test(`${action} answered by ${JSON.stringify(how)} leads to no role`, () =>
      onInstance(async ({ sandbox, alice }) => {
        sandbox.fail({ action, how })
        const { exitCode, stderr, script } = await alice.awsenv('assume', 'hub', '--debug')
        assert.is(exitCode, 1)
        assert.match(stderr, said)
        assert.match(script, /^\(exit 1\)$/m)
        for (const { secretAccessKey, sessionToken } of sandbox.world.sessions.values())
          assert.not.ok([secretAccessKey, sessionToken].some(secret => stderr.includes(secret)))
        assert.is(sandbox.count('AssumeRole'), 0)
      }))
  }

  for (const how of ['close', 'error503'] as const) {
    test(`once ${how} is tried again`, () =>
      onInstance(async ({ sandbox, alice }) => {
        sandbox.fail({ action: 'MetadataRole', times: 1, how })
        assert.is((await alice.awsenv('assume', 'hub')).exitCode, 0)
        assert.is(sandbox.count('MetadataRole'), 2)
      }))
  }
})
