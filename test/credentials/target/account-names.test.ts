import * as assert from 'uvu/assert'
import { accountsMeant, accountsNear } from '../../../src/credentials/target/account-names.ts'
import { describe } from '../../support/describe.ts'

describe('the accounts that a word means', test => {
  const NAMES = ['Data Platform', 'Production', 'Production EU', 'prod-us', 'データ基盤', '123']
  const accounts = NAMES.map((accountName, index) => ({ accountId: String(300_000_000_000 + index), accountName }))
  const meant = (word: string) => accountsMeant(word, accounts).map(({ accountName }) => accountName)

  for (const [word, names] of [
    ['Data Platform', ['Data Platform']],
    ['data_platform', ['Data Platform']],
    ['DATAPLATFORM', ['Data Platform']],
    ['platform', ['Data Platform']],
    ['300000000000', ['Data Platform']],
    ['production', ['Production']],
    ['Production EU', ['Production EU']],
    ['produc', ['Production', 'Production EU']],
    ['prod', ['Production', 'Production EU', 'prod-us']],
    ['us', ['prod-us']],
    ['データ', ['データ基盤']],
    ['123', ['123']],
    ['prodction', []],
    ['', []],
    ['--', []],
  ] as const) {
    test(`"${word}": ${names.join(', ') || 'none'}`, () => assert.equal(meant(word), names))
  }

  test('a typing error is only ever a question', () => {
    assert.equal(
      accountsNear('prodction', accounts).map(({ accountName }) => accountName),
      ['Production'],
    )
  })
})
