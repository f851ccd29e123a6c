import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import { startSandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { getSessionToken, inSandbox, mfaOf, outcome, stsOf } from './in-sandbox.ts'

describe('the sandbox', test => {
  test(
    'keeps a log of every call, without the code',
    inSandbox(async (sandbox, { alice }) => {
      const mfa = mfaOf(sandbox, alice.mfaSerial)
      await getSessionToken(sandbox, alice, { ...mfa, DurationSeconds: 900 })
      await outcome(getSessionToken(sandbox, alice, mfa))
      assert.is(sandbox.count('GetSessionToken'), 2)
      assert.is(sandbox.count('AssumeRole'), 0)
      const [first, second] = sandbox.requests
      assert.equal(first?.parameters, {
        Action: 'GetSessionToken',
        Version: '2011-06-15',
        SerialNumber: alice.mfaSerial,
        DurationSeconds: '900',
      })
      assert.is(first?.accessKeyId, alice.accessKeyId)
      assert.match(first?.userAgent ?? '', /^aws-sdk-js\//)
      assert.equal([first?.status, first?.code], [200, undefined])
      assert.equal([second?.status, second?.code], [403, 'AccessDenied'])
      const log = JSON.stringify(sandbox.requests)
      for (const secret of [mfa.TokenCode, alice.secretAccessKey]) assert.not.ok(log.includes(`"${secret}"`))
    }),
  )

  test(
    'gives one unused code after the other, however many are wanted at once',
    inSandbox(async (sandbox, { alice }) => {
      const started = sandbox.clock.now()
      for (let spent = 0; spent < 5; spent += 1)
        assert.is(await outcome(getSessionToken(sandbox, alice, mfaOf(sandbox, alice.mfaSerial))), 'done')
      assert.ok(sandbox.clock.now() - started >= 60_000)
    }),
  )

  test(
    'serves fifty clients in parallel',
    inSandbox(async (sandbox, { alice }) => {
      const clients = Array.from({ length: 50 }, () => stsOf(sandbox, alice))
      const answers = await Promise.all(clients.map(client => client.send(new GetCallerIdentityCommand({}))))
      assert.equal([...new Set(answers.map(answer => answer.Arn))], [alice.arn])
      assert.is(new Set(answers.map(answer => answer.$metadata.requestId)).size, 50)
    }),
  )

  test('runs on a clock that is given, and dates its answers by it', async () => {
    const sandbox = await startSandbox({ now: () => Date.UTC(2031, 0, 2, 3, 4, 5) })
    try {
      sandbox.clock.advance(60)
      const { headers } = await fetch(sandbox.url, { method: 'POST', body: 'Action=GetCallerIdentity' })
      assert.is(headers.get('date'), 'Thu, 02 Jan 2031 03:05:05 GMT')
      assert.match(headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/)
    } finally {
      await sandbox.close()
    }
  })

  test(
    'writes errors as AWS does, in the namespace of the service',
    inSandbox(async sandbox => {
      const response = await fetch(sandbox.url, { method: 'POST', body: 'Version=2010-05-08&Action=GetUser' })
      const body = await response.text()
      assert.is(response.status, 403)
      assert.is(response.headers.get('content-type'), 'text/xml')
      assert.is(
        body,
        `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message></Error><RequestId>${response.headers.get('x-amzn-requestid')}</RequestId></ErrorResponse>\n`,
      )
    }),
  )

  test(
    'shows a person the code of a device, and the next free one',
    inSandbox(async (sandbox, { alice }) => {
      const get = async (query: string) => (await fetch(`${sandbox.url}/mfa-code?serial=${query}`)).text()
      const code = await get(`${alice.mfaSerial}&next`)
      assert.match(code, /^\d{6}\n$/)
      const mfa = { SerialNumber: alice.mfaSerial, TokenCode: code.trim() }
      assert.is(await outcome(getSessionToken(sandbox, alice, mfa)), 'done')
      assert.is.not(await get(`${alice.mfaSerial}&next`), code)
      assert.is(await get('arn:aws:iam::123456789012:mfa/nobody'), 'no such device\n')
    }),
  )

  test('gives each demo world keys of its own, with a slash and a plus in the secret', async () => {
    const secrets = new Set<string>()
    for (let run = 0; run < 3; run += 1)
      await inSandbox(async (_, { alice }) => {
        assert.match(alice.secretAccessKey, /^(?=.*\/)(?=.*\+)[A-Za-z0-9+/]{40}$/)
        secrets.add(alice.secretAccessKey)
      })()
    assert.is(secrets.size, 3)
  })
})
