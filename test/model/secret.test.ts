import { format, inspect } from 'node:util'
import * as assert from 'uvu/assert'
import { AwsenvError } from '../../src/errors.ts'
import { Secret } from '../../src/model/secret.ts'
import { describe } from '../support/describe.ts'

describe('secret', test => {
  const canary = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY'

  test('gives its value to reveal() alone', () => {
    assert.is(new Secret(canary).reveal(), canary)
  })

  for (const [way, show] of Object.entries({
    'a template': (secret: Secret) => `${secret}`,
    concatenation: (secret: Secret) => `${'key: '}${String(secret)}`,
    JSON: (secret: Secret) => JSON.stringify({ secretAccessKey: secret, list: [secret] }),
    'util.inspect': (secret: Secret) => inspect({ secret }, { depth: 9, showHidden: true }),
    'console.log': (secret: Secret) => format('%s %o %j %O', secret, secret, secret, { secret }),
    'an error': (secret: Secret) =>
      inspect(new AwsenvError(`no good: ${secret}`, { hint: `${secret}`, cause: { secret } })),
    'its own keys': (secret: Secret) => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)]),
    'a structured clone': (secret: Secret) => JSON.stringify(structuredClone({ ...secret })),
  })) {
    test(`does not show it in ${way}`, () => {
      assert.not.match(show(new Secret(canary)), canary.slice(0, 8))
    })
  }

  test('says what it is instead', () => {
    assert.is(`${new Secret(canary)}`, '[secret]')
    assert.is(JSON.stringify(new Secret(canary)), '"[secret]"')
    assert.is(inspect(new Secret(canary)), '[secret]')
  })
})
