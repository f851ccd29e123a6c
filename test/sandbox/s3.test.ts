import * as assert from 'uvu/assert'
import { closeTransport, openTransport } from '../../src/aws/client/transport.ts'
import { mayListBuckets } from '../../src/aws/s3.ts'
import { Secret } from '../../src/model/secret.ts'
import type { Sandbox } from '../../tools/sandbox/sandbox.ts'
import { describe } from '../support/describe.ts'
import { getSessionToken, inSandbox, keysOf, outcome } from './in-sandbox.ts'

type Keys = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

async function listed({ url, clock }: Sandbox, { accessKeyId, secretAccessKey, sessionToken }: Keys): Promise<boolean> {
  const pins = () => ({ endpoints: [], proxies: [], ca_bundles: [] })
  const transport = openTransport({ userAgent: 'test', debug() {}, say() {}, now: clock.now, pins })
  const token = sessionToken === undefined ? {} : { sessionToken: new Secret(sessionToken) }
  const accessKey = { accessKeyId, secretAccessKey: new Secret(secretAccessKey), ...token }
  const network = { region: 'eu-central-1', settings: {}, env: { AWS_ENDPOINT_URL_S3: url } }
  try {
    return await mayListBuckets(transport, { accessKey, network })
  } finally {
    closeTransport(transport)
  }
}

describe('sandbox: S3 ListBuckets', test => {
  test(
    'a user may list the buckets only if a policy says so, with the key and with a session',
    inSandbox(async (sandbox, { alice }) => {
      const session = keysOf(await getSessionToken(sandbox, alice))
      assert.is(await listed(sandbox, alice), false)
      sandbox.world.user(alice.arn).permissions.add('s3:ListAllMyBuckets')
      assert.is(await listed(sandbox, alice), true)
      assert.equal(
        sandbox.requests.filter(({ action }) => action === 'ListBuckets').map(({ status, code }) => [status, code]),
        [
          [403, 'AccessDenied'],
          [200, undefined],
        ],
      )
      assert.is(await listed(sandbox, session), true)
    }),
  )

  test(
    'a wrong secret, and a request that is not signed for S3, are refused',
    inSandbox(async (sandbox, { alice }) => {
      const wrong = listed(sandbox, { ...alice, secretAccessKey: 'x'.repeat(40) })
      assert.match(await outcome(wrong), 'answered ListBuckets with SignatureDoesNotMatch')
      const headers = {
        authorization:
          'AWS4-HMAC-SHA256 Credential=A/20260101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0',
      }
      assert.match(await (await fetch(sandbox.url, { headers })).text(), '<Code>MissingSecurityHeader</Code>')
    }),
  )
})
