import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { accountsWithRole, type Choice, matcher, selected } from '../../../src/credentials/target/selection.ts'
import { describe } from '../../support/describe.ts'

describe('credentials/target/selection', test => {
  const choice: Choice = {
    names: ['prod', 'acme-dev', 'acme-prod', 'my role', 'a,b', 'odd*'],
    accounts: [
      { accountId: '300000000000', accountName: 'Data Platform', roles: ['Admin', 'ReadOnly'] },
      { accountId: '300000000001', accountName: 'acme sandbox', roles: ['ReadOnly'] },
      { accountId: '300000000002', accountName: 'acme-dev', roles: ['Admin', 'ReadOnly'], hasProfile: true },
      { accountId: '400000000000', accountName: 'billing' },
    ],
  }
  const isName = (word: string) => choice.names.includes(word)
  const words = (...lists: readonly string[]) =>
    selected(lists, choice, isName).map(({ target, roleName }) =>
      roleName === undefined ? target : `${target} ${roleName}`,
    )

  for (const [title, lists, found] of [
    ['names in their order', ['prod,acme-dev'], ['prod', 'acme-dev']],
    ['several lists, and each once', ['prod, acme-dev', 'prod'], ['prod', 'acme-dev']],
    ['a name with a comma, a blank or a star', ['a,b', 'my role', 'odd*'], ['a,b', 'my role', 'odd*']],
    [
      'an account and a role',
      ['123456789012 Admin,Data Platform ReadOnly'],
      ['123456789012 Admin', 'Data Platform ReadOnly'],
    ],
    ['an unknown word is left to who looks it up', ['nosuch'], ['nosuch']],
    ['a pattern: names, and accounts with one role', ['acme*'], ['acme-dev', 'acme-prod', '300000000001 ReadOnly']],
    ['a question mark', ['pro?'], ['prod']],
    [
      'accounts with a role',
      ['* ReadOnly'],
      ['300000000000 ReadOnly', '300000000001 ReadOnly', '300000000002 ReadOnly', '400000000000 ReadOnly'],
    ],
    ['accounts by id', ['4000* Admin'], ['400000000000 Admin']],
    ['a pattern and a name of it', ['acme-p*,acme-prod'], ['acme-prod']],
  ] as const) {
    test(title, () => assert.equal(words(...lists), found))
  }

  for (const [list, message] of [
    ['zzz*', 'nothing matches "zzz\\*"'],
    ['zzz* Admin', 'nothing matches'],
    ['acme* Owner-*', 'nothing matches'],
    ['Data*', 'account "Data Platform" has several roles: Admin, ReadOnly'],
    ['a,', 'has an empty name'],
    ['', 'has an empty name'],
  ] as const) {
    test(`"${list}" is an error`, () => assert.throws(() => words(list), new RegExp(message)))
  }

  test('all accounts with a role, whatever its case', () => {
    const accounts = choice.accounts.map(account => ({ ...account, from: 'acme' }))
    assert.equal(
      accountsWithRole(accounts, 'admin').map(({ target, roleName, from }) => [target, roleName, from]),
      [
        ['300000000000', 'Admin', 'acme'],
        ['300000000002', 'Admin', 'acme'],
      ],
    )
    assert.throws(
      () => accountsWithRole(accounts, 'Amdin'),
      /no account of IAM Identity Center gives you a role "Amdin"/,
    )
  })

  test('patterns are those of a regular expression, in no time', () => {
    const characters = fc.constantFrom('a', 'b', '*', '?', '.', '\\', '[')
    fc.assert(
      fc.property(
        fc.string({ unit: characters, maxLength: 8 }),
        fc.string({ unit: characters, maxLength: 8 }),
        (pattern, name) => {
          const escaped = pattern
            .replace(/[.\\[]/g, '\\$&')
            .replaceAll('*', '.*')
            .replaceAll('?', '.')
          assert.is(matcher(pattern)(name), new RegExp(`^${escaped}$`, 's').test(name))
        },
      ),
    )
    assert.not(matcher(`${'*a'.repeat(40)}*b`)('a'.repeat(4000)))
  })
})
