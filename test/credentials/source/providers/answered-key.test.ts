import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { answeredObject, providedKey } from '../../../../src/credentials/source/providers/answered-key.ts'
import { describe } from '../../../support/describe.ts'
import { hostileValues } from '../../../support/hostile-values.ts'

describe('credentials/provided-key', test => {
  const refuse = (what: string): never => {
    throw new Error(what)
  }
  const good = {
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    SessionToken: 'IQoJb3JpZ2luX2Vj+/=',
    Expiration: '2030-01-01T12:00:00Z',
  }
  const now = Date.UTC(2029, 0, 1)

  test('takes a key apart, the time in any form that RFC 3339 has', () => {
    for (const Expiration of [good.Expiration, '2030-01-01T14:30:00.123456+02:30', '2030-01-01t12:00:00z']) {
      const key = providedKey({ ...good, Expiration }, now, refuse)
      assert.is(key.accessKeyId, good.AccessKeyId)
      assert.equal(
        [key.secretAccessKey.reveal(), key.sessionToken?.reveal()],
        [good.SecretAccessKey, good.SessionToken],
      )
      assert.is(key.expiration, Date.UTC(2030, 0, 1, 12) / 1000)
    }
  })

  for (const nothing of [undefined, null, ''] as const) {
    test(`a long-term key has ${JSON.stringify(nothing) ?? 'no'} session token`, () => {
      const answer = { ...good, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SessionToken: nothing, Expiration: undefined }
      const key = providedKey(answer, now, refuse)
      assert.equal([key.sessionToken, key.expiration], [undefined, undefined])
    })
  }

  test('nothing that a shell could take for anything but text gets through, and no refusal shows a value', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom(...hostileValues), fc.jsonValue())
    const part = fc.constantFrom('AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration')
    fc.assert(
      fc.property(part, value, (name, hostile) => {
        let said = ''
        try {
          const { accessKeyId, secretAccessKey, sessionToken } = providedKey({ ...good, [name]: hostile }, now, refuse)
          for (const text of [accessKeyId, secretAccessKey.reveal(), sessionToken?.reveal() ?? ''])
            assert.match(text, /^[\w/+=.:-]*$/)
        } catch (error) {
          said = (error as Error).message
        }
        assert.match(
          said,
          /^(?:the (?:access key id|secret access key|session token) is missing or malformed|the exp.*|the key has already expired|)$/,
        )
      }),
    )
  })

  test('what is no JSON object is refused without a word of it', () => {
    for (const text of ['', 'S3CRET', '{"a": S3CRET}', '["S3CRET"]', '"S3CRET"', 'null', '1']) {
      assert.throws(
        () => answeredObject(text, refuse),
        (error: Error) => /^it is not (?:JSON|a JSON object)$/.test(error.message) && error.cause === undefined,
      )
    }
  })
})
