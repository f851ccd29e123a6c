import * as assert from 'uvu/assert'
import { describe } from '../support/describe.ts'
import { assume, inSandbox, keysOf } from './in-sandbox.ts'

describe('the federation endpoint', test => {
  test(
    'takes the keys in a form and not in an address, and no SessionDuration for a role',
    inSandbox(async (sandbox, { alice, roles }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = keysOf(await assume(sandbox, alice, roles.open))
      const Session = JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken })
      const form = new URLSearchParams({ Action: 'getSigninToken', Session })
      const url = `${sandbox.url}/federation`
      const post = async (body: URLSearchParams) => (await fetch(url, { method: 'POST', body })).status
      assert.is(await post(form), 200)
      assert.is((await fetch(`${url}?${form}`)).status, 400)
      assert.is(await post(new URLSearchParams([...form, ['SessionDuration', '3600']])), 400)
      assert.is(await post(new URLSearchParams({ Action: 'getSigninToken', Session: '{' })), 400)
      assert.is(await post(new URLSearchParams({ Action: 'getSigninToken', Session: 'null' })), 400)
    }),
  )

  test(
    'signs nobody in with a token that it has not given',
    inSandbox(async sandbox => {
      const query = new URLSearchParams({ Action: 'login', Destination: 'https://x.test', SigninToken: 'x' })
      const { status } = await fetch(`${sandbox.url}/federation?${query}`, { redirect: 'manual' })
      assert.is(status, 400)
    }),
  )
})
