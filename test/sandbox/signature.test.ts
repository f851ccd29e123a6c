import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'
import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { assume, inSandbox, keysOf, outcome, stsOf } from './in-sandbox.ts'

type Sent = { headers: Record<string, string>; body: string; path: string }

/** Changes a request after it was signed, as somebody on the way would. */
function tampering(client: STSClient, change: (request: Sent) => unknown): STSClient {
  client.middlewareStack.add(
    next => args => {
      change(args.request as Sent)
      return next(args)
    },
    { step: 'deserialize', priority: 'low' },
  )
  return client
}

const ask = (client: STSClient) => outcome(client.send(new GetCallerIdentityCommand({})))
const MISMATCH =
  /^SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided\./
const INVALID = 'InvalidClientTokenId: The security token included in the request is invalid.'

describe('a signature', test => {
  test(
    'by the right secret is taken, in any region of the partition',
    inSandbox(async (sandbox, { alice }) => {
      for (const region of ['us-east-1', 'eu-central-1', 'xx-moon-7'])
        assert.is(await ask(stsOf(sandbox, alice, { region })), 'done')
    }),
  )

  test(
    'by a wrong secret does not match',
    inSandbox(async (sandbox, { alice, bob }) => {
      const { secretAccessKey } = bob
      assert.match(await ask(stsOf(sandbox, { ...alice, secretAccessKey })), MISMATCH)
    }),
  )

  const changes: readonly [title: string, change: (request: Sent) => unknown, expected: RegExp][] = [
    ['a flipped digit', inHeader(/.$/, digit => (digit === '0' ? '1' : '0')), MISMATCH],
    [
      'another body',
      request => Object.assign(request, { body: String(request.body).replace('2011', '2012') }),
      MISMATCH,
    ],
    ['another path', request => Object.assign(request, { path: '/elsewhere' }), MISMATCH],
    ['another signed header', withHeaders({ 'content-type': 'text/plain' }), MISMATCH],
    ['another service in the scope', inHeader(/\/sts\//, () => '/iam/'), /scoped to correct service: 'sts'/],
    ['another day in the scope', inHeader(/\/\d{8}\//, () => '/20010101/'), /'20010101' != '\d{8}', from/],
    ['a header that is not signed', withHeaders({ 'x-amz-extra': '1' }), /were not signed: x-amz-extra/],
    [
      'no host among the signed headers',
      inHeader(/host;/, () => ''),
      /'Host' or ':authority' must be a 'SignedHeader'/,
    ],
    ['the hash of another body', withHeaders({ 'x-amz-content-sha256': 'abc' }), MISMATCH],
    ['another date', withHeaders({ 'x-amz-date': 'yesterday' }), /^IncompleteSignature: Date must be/],
    ['an unreadable header', withHeaders({ authorization: 'Bearer abc' }), /^IncompleteSignature: /],
    ['no header', ({ headers }) => delete headers['authorization'], /^MissingAuthenticationToken: Request is missing/],
  ]
  for (const [title, change, expected] of changes)
    test(
      `is refused with ${title}`,
      inSandbox(async (sandbox, { alice }) => {
        assert.match(await ask(tampering(stsOf(sandbox, alice), change)), expected)
      }),
    )

  test(
    'a quarter of an hour old or early is refused, with the times in the message',
    inSandbox(async (sandbox, { alice }) => {
      // A client each: the SDK sets its clock right by every answer.
      const own = () => stsOf(sandbox, alice, { clock: 'own' })
      sandbox.clock.advance(14 * 60)
      assert.is(await ask(own()), 'done')
      sandbox.clock.advance(2 * 60)
      assert.match(
        await ask(own()),
        /^SignatureDoesNotMatch: Signature expired: \w{16} is now earlier than \w{16} \(\w{16} - 15 min\.\)$/,
      )
      sandbox.clock.advance(-32 * 60)
      assert.match(
        await ask(own()),
        /^SignatureDoesNotMatch: Signature not yet current: \w{16} is still later than \w{16} \(\w{16} \+ 15 min\.\)$/,
      )
    }),
  )

  test(
    'the Date header lets the SDK set its clock right and try again',
    inSandbox(async (sandbox, { alice }) => {
      const client = stsOf(sandbox, alice, { clock: 'own', maxAttempts: 3 })
      sandbox.clock.advance(3600)
      assert.is(await ask(client), 'done')
      assert.is(sandbox.count('GetCallerIdentity'), 2)
    }),
  )
})

describe('a key is refused as invalid', test => {
  test(
    'when it is unknown or inactive',
    inSandbox(async (sandbox, { alice }) => {
      assert.is(await ask(stsOf(sandbox, { ...alice, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' })), INVALID)
      for (const key of sandbox.world.user(alice.arn).keys) key.active = false
      assert.is(await ask(stsOf(sandbox, alice)), INVALID)
      for (const key of sandbox.world.user(alice.arn).keys) key.active = true
      assert.is(await ask(stsOf(sandbox, alice)), 'done')
    }),
  )

  test(
    'in another partition',
    inSandbox(async (sandbox, { alice }) => {
      for (const region of ['cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1'])
        assert.is(await ask(stsOf(sandbox, alice, { region })), INVALID, region)
      const chinese = sandbox.world.addUser(sandbox.world.addAccount('111111111111', { partition: 'aws-cn' }), 'li')
      const key = sandbox.world.addKey(chinese)
      assert.is(await ask(stsOf(sandbox, key, { region: 'cn-north-1' })), 'done')
      assert.is(await ask(stsOf(sandbox, key)), INVALID)
    }),
  )

  test(
    'with a session token that is missing, mangled or not its own',
    inSandbox(async (sandbox, { alice, roles }) => {
      const session = keysOf(await assume(sandbox, alice, roles.open))
      const other = keysOf(await assume(sandbox, alice, roles.open))
      assert.is(await ask(stsOf(sandbox, session)), 'done')
      for (const sessionToken of [undefined, `${session.sessionToken}x`, other.sessionToken])
        assert.is(await ask(stsOf(sandbox, { ...session, sessionToken })), INVALID)
      assert.is(await ask(stsOf(sandbox, { ...alice, sessionToken: session.sessionToken })), INVALID)
    }),
  )
})

function withHeaders(headers: Record<string, string>) {
  return (request: Sent) => Object.assign(request.headers, headers)
}

/** Changes the Authorization header. */
function inHeader(pattern: RegExp, replacement: (found: string) => string) {
  return ({ headers }: Sent) =>
    Object.assign(headers, { authorization: headers['authorization']?.replace(pattern, replacement) })
}
