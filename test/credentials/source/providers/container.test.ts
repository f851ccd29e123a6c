import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { trusting } from '../../../../tools/sandbox/demo-world.ts'
import type { Fault } from '../../../../tools/sandbox/fault.ts'
import { lies } from '../../../../tools/sandbox/lies.ts'
import { CONTAINER_PATH } from '../../../../tools/sandbox/metadata.ts'
import { type Story, tell } from '../../../commands/story.ts'
import { describe } from '../../../support/describe.ts'

describe('credentials/providers/container', test => {
  const TOKEN = 'Bearer opensesame'
  /** alice in a container with the role Task, which role Hub trusts; `[profile hub]` says so. */
  const inContainer = (body: (story: Story & { hub: string }) => Promise<void>) =>
    tell(async story => {
      const { sandbox, alice } = story
      const account = sandbox.world.account('123456789012')
      const role = sandbox.world.addRole(account, 'Task', trusting('*'))
      const hub = sandbox.world.addRole(account, 'Hub', trusting(role.arn)).arn
      sandbox.world.metadata.container = { role, authorizationToken: TOKEN }
      alice.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${sandbox.url}${CONTAINER_PATH}`
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = TOKEN
      alice.write('credentials', '')
      alice.write(
        'config',
        `[profile hub]\nrole_arn = ${hub}\ncredential_source = EcsContainer\nregion = eu-central-1\n`,
      )
      await body({ ...story, hub })
    })

  test("a role is assumed with the container's own, asked for when there is nothing in the cache", () =>
    inContainer(async ({ sandbox, alice, hub }) => {
      const { exitCode, stderr } = await alice.inShell('assume', 'hub')
      assert.is(exitCode, 0, stderr)
      assert.equal([alice.env['AWSENV_ROLE_ARN'], alice.env['AWSENV_FROM']], [hub, 'EcsContainer'])
      assert.is(alice.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'], undefined, 'the shell has the role, and nothing else')
      assert.is((await alice.inShell('assume', 'hub')).exitCode, 0)
      assert.equal(
        sandbox.requests.map(({ action }) => action),
        ['ContainerCredentials', 'GetCallerIdentity', 'AssumeRole'],
      )
    }))

  test('the container is found again from a shell that has a role, and its variables come back', () =>
    inContainer(async ({ sandbox, alice, hub }) => {
      await alice.inShell('assume', 'hub')
      const second = await alice.inShell('assume', hub, '--session-name', 'second')
      assert.is(second.exitCode, 0, second.stderr)
      assert.is(sandbox.count('ContainerCredentials'), 2)
      await alice.inShell('unset')
      assert.is(alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'], TOKEN)
    }))

  test('the file with the authorization token goes before the variable', () =>
    inContainer(async ({ alice }) => {
      const file = join(alice.home, 'authorization')
      writeFileSync(file, TOKEN)
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'stale'
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = file
      assert.is((await alice.awsenv('assume', 'hub')).exitCode, 0)
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = join(alice.home, 'nothing')
      await alice.awsenv('clear', '--all')
      assert.match(
        (await alice.awsenv('assume', 'hub')).stderr,
        /TOKEN_FILE ".*nothing" can't be read: the file doesn't exist/,
      )
      // One that never ends.
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = '/dev/zero'
      assert.match(
        (await alice.awsenv('assume', 'hub')).stderr,
        /"\/dev\/zero" can't be read: it is not a regular file/,
      )
    }))

  test('a wrong authorization token is refused, and shown to nobody', () =>
    inContainer(async ({ alice }) => {
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'Bearer wrong-one'
      const { exitCode, stderr } = await alice.awsenv('assume', 'hub', '--debug')
      assert.is(exitCode, 1)
      assert.match(stderr, "the container's metadata gave an unusable answer: it has status 403")
      assert.not.match(stderr, 'wrong-one')
    }))

  test('an authorization token with a line break is not sent', () =>
    inContainer(async ({ sandbox, alice }) => {
      alice.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = `${TOKEN}\r\nX-Other: 1`
      const { stderr } = await alice.awsenv('assume', 'hub')
      assert.match(stderr, 'has characters that no header can have')
      assert.not.match(stderr, 'opensesame')
      assert.is(sandbox.requests.length, 0)
    }))

  test('where there is no container, it is said', () =>
    inContainer(async ({ alice }) => {
      delete alice.env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
      assert.match((await alice.awsenv('assume', 'hub')).stderr, 'but this is not a container')
    }))

  for (const [name, value] of [
    ['FULL', 'http://evil.example/credentials'],
    ['FULL', 'http://127.0.0.1.evil.example/'],
    ['FULL', 'http://169.254.170.2@evil.example/'],
    ['FULL', 'ftp://127.0.0.1/'],
    ['FULL', 'nonsense'],
    ['RELATIVE', '@evil.example/credentials'],
    ['RELATIVE', '.evil.example/credentials'],
  ] as const) {
    test(`${value} as AWS_CONTAINER_CREDENTIALS_${name}_URI is not asked`, () =>
      inContainer(async ({ sandbox, alice }) => {
        alice.env[`AWS_CONTAINER_CREDENTIALS_${name}_URI`] = value
        const { exitCode, stderr } = await alice.awsenv('assume', 'hub')
        assert.is(exitCode, 1)
        assert.match(stderr, 'is neither on this machine nor https: awsenv asked nothing')
        assert.is(sandbox.requests.length, 0)
      }))
  }

  const cases: readonly (readonly [how: Fault, said: RegExp])[] = [
    ['html', /it is not JSON/],
    ['redirect', /it has status 302/],
    ['json', /the access key id is missing or malformed/],
    [{ lie: { Token: null } }, /the session token is missing/],
    [{ lie: { Token: lies.shellInSessionToken.SessionToken } }, /the session token is missing or malformed/],
    [{ lie: lies.pastExpiration }, /the key has already expired/],
    ['silence', /did not answer in time/],
  ]
  for (const [how, said] of cases) {
    test(`an answer like ${JSON.stringify(how)} leads to no role`, () =>
      inContainer(async ({ sandbox, alice }) => {
        sandbox.fail({ action: 'ContainerCredentials', how })
        const { exitCode, stderr } = await alice.awsenv('assume', 'hub')
        assert.is(exitCode, 1)
        assert.match(stderr, said)
        assert.is(sandbox.count('AssumeRole'), 0)
      }))
  }
})
