import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import type { DemoWorld } from '../../tools/sandbox/demo-world.ts'
import type { Fault } from '../../tools/sandbox/fault.ts'
import { lies } from '../../tools/sandbox/lies.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { assume, getSessionToken, inSandbox, mfaOf, outcome, stsOf } from './in-sandbox.ts'

/** GetCallerIdentity as it comes over the wire; refused, as by the fault or for the signature that it lacks. */
async function raw(sandbox: Sandbox): Promise<{ status: number; type: string | null; body: string }> {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' })
  const response = await fetch(sandbox.url, { method: 'POST', body, redirect: 'manual' })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

const ask = (sandbox: Sandbox, { alice }: DemoWorld) =>
  outcome(stsOf(sandbox, alice).send(new GetCallerIdentityCommand({})))

describe('something else answers', test => {
  const rows: readonly [how: Fault, status: number, type: string, body: RegExp][] = [
    ['error500', 500, 'text/xml', /<Type>Receiver<\/Type><Code>InternalFailure<\/Code>/],
    ['error503', 503, 'text/xml', /<Code>ServiceUnavailable<\/Code>/],
    ['throttling', 400, 'text/xml', /<Code>Throttling<\/Code><Message>Rate exceeded<\/Message>/],
    ['html', 200, 'text/html', /Please log in/],
    ['redirect', 302, 'text/html', /Please log in/],
    ['empty', 200, 'text/xml', /^$/],
    ['json', 200, 'application/json', /^\{"message":"hello"\}/],
    ['doctype', 200, 'text/xml', /<!DOCTYPE lolz \[<!ENTITY/],
    [
      'regionDisabled',
      403,
      'text/xml',
      /<Code>RegionDisabledException<\/Code><Message>STS is not activated in this region/,
    ],
  ]
  for (const [how, status, type, body] of rows)
    test(
      `"${how}"`,
      inSandbox(async sandbox => {
        sandbox.fail({ action: 'GetCallerIdentity', how })
        const answer = await raw(sandbox)
        assert.equal([answer.status, answer.type], [status, type])
        assert.match(answer.body, body)
      }),
    )

  test(
    'a region that is off names the account of the key, and answers GetCallerIdentity all the same',
    inSandbox(async (sandbox, demo) => {
      sandbox.fail({ how: 'regionDisabled' })
      assert.is(await ask(sandbox, demo), 'done')
      const login = await outcome(getSessionToken(sandbox, demo.alice))
      assert.match(login, /^RegionDisabledException: STS .* account:123456789012\. Your account/)
    }),
  )
})

describe('an answer comes to grief', test => {
  test(
    'late, or dripping, and is right all the same',
    inSandbox(async (sandbox, demo) => {
      for (const how of [{ delay: 20 }, { drip: 0 }]) {
        sandbox.fail({ how, times: 1 })
        assert.is(await ask(sandbox, demo), 'done')
      }
    }),
  )

  test(
    'cut in half under its full length',
    inSandbox(async sandbox => {
      sandbox.fail({ how: 'half' })
      await raw(sandbox).then(
        () => assert.unreachable('half an answer was taken for a whole one'),
        error => assert.match(String(error), /terminated/),
      )
    }),
  )

  test(
    'larger than any answer should be',
    inSandbox(async sandbox => {
      sandbox.fail({ how: { megabytes: 3 } })
      const { body } = await raw(sandbox)
      assert.is(body.length - body.trimEnd().length - 1, 3 * 1024 * 1024)
    }),
  )

  test(
    'never, until the sandbox closes',
    inSandbox(async (sandbox, demo) => {
      sandbox.fail({ how: 'silence' })
      const asked = ask(sandbox, demo)
      while (sandbox.count('GetCallerIdentity') === 0) await new Promise(resolve => setTimeout(resolve, 5))
      assert.is(sandbox.requests[0]?.status, undefined)
      await sandbox.close()
      assert.is.not(await asked, 'done')
    }),
  )

  test(
    'with a spent code if the answer was lost, and with a good one if nobody read the question',
    inSandbox(async (sandbox, { alice }) => {
      const mfa = mfaOf(sandbox, alice.mfaSerial)
      for (const how of ['close', 'error503', 'lost'] as const) {
        sandbox.fail({ action: 'GetSessionToken', times: 1, how })
        const failed = await outcome(getSessionToken(sandbox, alice, mfa))
        assert.not.match(failed, /^(done|AccessDenied)/)
      }
      assert.match(await outcome(getSessionToken(sandbox, alice, mfa)), /^AccessDenied: .* invalid MFA one time/)
    }),
  )
})

describe('an answer lies', test => {
  for (const [name, lie] of Object.entries(lies))
    test(
      name,
      inSandbox(async (sandbox, { alice, roles }) => {
        sandbox.fail({ action: 'AssumeRole', how: { lie } })
        const [[field, value] = ['', null]] = Object.entries(lie)
        if (field === 'Expiration' && value === 'tomorrow')
          return assert.match(await outcome(assume(sandbox, alice, roles.open)), /Invalid|RFC|date/i)
        const { Credentials, AssumedRoleUser } = await assume(sandbox, alice, roles.open)
        const told = { ...Credentials, ...AssumedRoleUser } as Record<string, unknown>
        const shown = told[field] instanceof Date ? told[field].toISOString().replace('.000', '') : told[field]
        assert.is(shown, value ?? undefined)
      }),
    )
})

describe('a fault', test => {
  test(
    'meets its action only, as often as it was ordered, until it is cleared',
    inSandbox(async (sandbox, demo) => {
      sandbox.fail({ action: 'GetCallerIdentity', times: 2, how: 'throttling' })
      sandbox.fail({ action: 'GetCallerIdentity', times: 1, how: 'error500' })
      assert.is(await outcome(getSessionToken(sandbox, demo.alice)), 'done')
      const seen = [await ask(sandbox, demo), await ask(sandbox, demo), await ask(sandbox, demo)]
      assert.equal(
        seen.map(text => text.split(':')[0]),
        ['Throttling', 'Throttling', 'InternalFailure'],
      )
      assert.is(await ask(sandbox, demo), 'done')
      sandbox.fail({ how: 'error500' })
      assert.match(await ask(sandbox, demo), /^InternalFailure/)
      sandbox.recover()
      assert.is(await ask(sandbox, demo), 'done')
    }),
  )
})
