import * as assert from 'uvu/assert'
import { closeTransport, type Transport } from '../../src/aws/client/transport.ts'
import type { AwsFailure } from '../../src/aws/failure/aws-failure.ts'
import { assumeRole, getCallerIdentity, getSessionToken } from '../../src/aws/sts.ts'
import { Secret } from '../../src/model/secret.ts'
import { type DemoWorld, demoWorld } from '../../tools/sandbox/demo-world.ts'
import { lies } from '../../tools/sandbox/lies.ts'
import { type Sandbox, startSandbox } from '../../tools/sandbox/sandbox.ts'
import { describe, rejects } from '../support/describe.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws/sts', test => {
  type Scene = { sandbox: Sandbox; world: DemoWorld; transport: Transport; lines: string[] }

  const scene = async (body: (scene: Scene) => Promise<void>) => {
    const sandbox = await startSandbox()
    const lines: string[] = []
    const transport = quietTransport({ userAgent: 'awsenv/1.2.3', debug: line => void lines.push(line) })
    try {
      await body({ sandbox, world: demoWorld(sandbox), transport, lines })
    } finally {
      closeTransport(transport)
      await sandbox.close()
    }
  }
  const callerOf = ({ world, sandbox }: Pick<Scene, 'world' | 'sandbox'>, env = { AWS_ENDPOINT_URL: sandbox.url }) => ({
    accessKey: { accessKeyId: world.alice.accessKeyId, secretAccessKey: new Secret(world.alice.secretAccessKey) },
    network: networkIn(env),
  })
  const open = (world: DemoWorld) => ({ roleArn: world.roles.open, roleSessionName: 'alice', durationSeconds: 3600 })
  const assume = (stage: Scene) => assumeRole(stage.transport, callerOf(stage), open(stage.world), {})
  const logIn = (stage: Scene) => {
    const { transport, world, sandbox } = stage
    return getSessionToken(
      transport,
      callerOf(stage),
      {
        durationSeconds: 900,
        mfaCode: { serialNumber: world.alice.mfaSerial, tokenCode: sandbox.nextMfaCode(world.alice.mfaSerial) },
      },
      {},
    )
  }

  test('gives usable credentials, and says on --debug what it asked, without a secret', () =>
    scene(async stage => {
      const credentials = await assume(stage)
      assert.match(credentials.accessKeyId, /^ASIA/)
      assert.ok(credentials.expiration * 1000 > Date.now() + 3_500_000)
      const shown = stage.lines.join('\n')
      assert.match(
        shown,
        /^POST http:\/\/127\.0\.0\.1:\d+, AssumeRole, attempt 1 of 3: 200, \d+ bytes, request id [\w-]{36}, clock [+-]\d s, \d+ ms$/m,
      )
      for (const secret of [
        stage.world.alice.secretAccessKey,
        credentials.secretAccessKey.reveal(),
        credentials.sessionToken.reveal(),
      ]) {
        assert.not.match(shown, secret)
      }
      assert.match(stage.sandbox.requests[0]?.userAgent ?? '', 'awsenv/1.2.3')
    }))

  for (const [how, said] of [
    ['html', 'web page'],
    ['empty', 'answered nothing'],
    ['json', 'not XML'],
    ['doctype', 'document type'],
    ['redirect', 'redirect'],
    ['half', /half an answer|broke off the connection/],
    ['close', 'broke off the connection'],
    ['lost', 'broke off the connection'],
    ['throttling', 'throttling'],
    ['error500', 'status 500'],
    ['error503', 'status 503'],
    ['regionDisabled', 'switched off in region "eu-central-1"'],
  ] as const) {
    test(`${how}: one sentence, and a request that carries a code goes out once`, () =>
      scene(async stage => {
        stage.sandbox.fail({ how })
        const error = (await rejects(logIn(stage), /./)) as AwsFailure
        assert.match(error.message, said)
        assert.ok(error.hint)
        assert.is(stage.sandbox.count('GetSessionToken'), 1)
        assert.not.match(error.message, /\n/)
      }))
  }

  test('an answer of a gigabyte is cut off at 256 KB', () =>
    scene(async stage => {
      stage.sandbox.fail({ how: { megabytes: 1024 } })
      const before = process.memoryUsage().rss
      await rejects(assume(stage), /more than 256 KB/)
      assert.ok(process.memoryUsage().rss - before < 300 * 1024 * 1024)
    }))

  test('without a code, a passing fault is tried again', () =>
    scene(async stage => {
      stage.sandbox.fail({ how: 'error503', times: 1 })
      await assume(stage)
      assert.is(stage.sandbox.count('AssumeRole'), 2)
    }))

  for (const [what, lie] of Object.entries(lies)) {
    test(`credentials that lie are thrown away: ${what}`, () =>
      scene(async stage => {
        stage.sandbox.fail({ how: { lie } })
        const error = (await rejects(assume(stage), /./)) as AwsFailure
        assert.match(error.message, /can't be used|discarded|unreadable|can't be read/)
        assert.ok(error.hint)
        assert.not.match(error.message, /touch|PWNED|\n|\u001b/)
      }))
  }

  test('nothing listens: it says so at once, and that nothing was sent', () =>
    scene(async stage => {
      const caller = callerOf(stage, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })
      const error = (await rejects(getCallerIdentity(stage.transport, caller), /can't be reached/)) as AwsFailure
      assert.is(error.kind, 'unsent')
    }))

  test('a foreign endpoint gets nothing, over https too', () =>
    scene(async stage => {
      for (const endpoint of [
        'http://sts.example.com',
        'https://sts.example.com',
        'http://sts.eu-central-1.amazonaws.com',
      ]) {
        const caller = callerOf(stage, { AWS_ENDPOINT_URL: endpoint })
        await rejects(getCallerIdentity(stage.transport, caller), /awsenv sent nothing/)
      }
    }))

  test('a clock that is an hour off is measured', () =>
    scene(async stage => {
      stage.sandbox.clock.advance(3600)
      const { arn } = await getCallerIdentity(stage.transport, callerOf(stage))
      assert.is(arn, stage.world.alice.arn)
      assert.ok(Math.abs(stage.transport.clockOffset - 3_600_000) < 5_000)
      const credentials = await assume(stage)
      assert.ok(Math.abs(credentials.expiration - Date.now() / 1000 - 3600) < 60, 'the expiration is on our clock')
    }))

  test('and where the first request already carries a code, it says by how much', () =>
    scene(async stage => {
      stage.sandbox.clock.advance(3600)
      await rejects(logIn(stage), /this machine's clock is 1h behind AWS's/)
    }))
})
