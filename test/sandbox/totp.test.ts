import * as assert from 'uvu/assert'
import { fromBase32, stepAt, totp } from '../../tools/sandbox/totp.ts'
import { describe } from '../support/describe.ts'

describe('totp', test => {
  const secret = Buffer.from('12345678901234567890')

  // RFC 6238, appendix B, the SHA-1 rows: eight digits; six are their last six.
  const vectors: readonly [seconds: number, code: string][] = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ]
  for (const [seconds, code] of vectors)
    test(`gives the code of RFC 6238 for ${seconds} s`, () => {
      assert.is(totp(secret, stepAt(seconds * 1000), 8), code)
      assert.is(totp(secret, stepAt(seconds * 1000)), code.slice(2))
    })

  test('reads base32 in either case, with blanks and padding', () => {
    assert.equal(Buffer.from(fromBase32('GEZD GNBV GY3T QOJQ gezd gnbv gy3t qojq')), secret)
    assert.is(Buffer.from(fromBase32('MZXW6YQ=')).toString(), 'foob')
  })

  test('refuses what is not base32', () => {
    assert.throws(() => fromBase32('GEZD1'), /"1" is not base32/)
  })
})
