import * as assert from 'uvu/assert'
import { closeTransport } from '../../src/aws/client/transport.ts'
import { getRoleCredentials } from '../../src/aws/sso.ts'
import { Secret } from '../../src/model/secret.ts'
import { addIdentityCenter } from '../../tools/sandbox/identity-center/demo-center.ts'
import { inSandbox } from '../sandbox/in-sandbox.ts'
import { describe } from '../support/describe.ts'
import { networkIn, quietTransport } from './to-aws.ts'

describe('aws/sso', test => {
  for (const hours of [2, 0, -2]) {
    test(
      `where this machine's clock is ${hours} h ahead of AWS's, credentials end by this machine's clock`,
      inSandbox(async sandbox => {
        const center = addIdentityCenter(sandbox)
        const now = () => sandbox.clock.now() + hours * 3_600_000
        const sessionEnds = sandbox.clock.now() + 3_600_000
        center.tokens.set('token', { clientId: 'x', expires: sessionEnds, sessionEnds })
        const transport = quietTransport({ now, pins: { endpoints: ['127.0.0.1'] } })
        const network = networkIn({ AWS_ENDPOINT_URL_SSO: sandbox.url })
        const caller = { network, accessToken: new Secret('token'), who: 'acme', remedy: 'awsenv login acme' }
        const role = { accountId: '300000000000', roleName: 'Admin' }
        const { expiration } = await getRoleCredentials(transport, caller, role)
        assert.ok(Math.abs(expiration - now() / 1000 - 3_600) < 30)
        closeTransport(transport)
      }),
    )
  }
})
