import * as assert from 'uvu/assert'
import { mfaDigits } from '../../../src/credentials/session/mfa-code.ts'
import { describe } from '../../support/describe.ts'

describe('credentials/mfa-code', test => {
  for (const [typed, digits] of [
    ['123456', '123456'],
    ['012345', '012345'],
    [' 123456 ', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    ['１２３　４５６', '123456'],
    ['123456\r', '123456'],
  ] as const) {
    test(`${JSON.stringify(typed)} is ${digits}`, () => {
      assert.is(mfaDigits(typed), digits)
    })
  }

  for (const typed of ['', '12345', '1234567', 'abcdef', '12345a', '١٢٣٤٥٦', '1234５', '0x1234', '123456; id']) {
    test(`${JSON.stringify(typed)} is no code`, () => {
      assert.is(mfaDigits(typed), undefined)
    })
  }
})
