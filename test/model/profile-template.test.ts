import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { DEFAULT_TEMPLATE, isTemplate, profileName } from '../../src/model/profile-template.ts'
import { describe } from '../support/describe.ts'

describe('names of profiles from a template', test => {
  const UNIT = fc.constantFrom(...'aB0-_./\\ \n{}é(データ', '\u{1f600}', '\uff21')
  const VALUES = {
    account_name: 'Büro (EU) / Nord',
    account_id: '300000000000',
    role_name: 'ReadOnly',
    session: 'acme',
  }

  for (const [template, name] of [
    [DEFAULT_TEMPLATE, 'Buro-EU-Nord/ReadOnly'],
    ['{{.AccountName}}/{{ .RoleName }}', 'Buro-EU-Nord/ReadOnly'],
    ['{session}.{account_id}+{role_name}', 'acme.300000000000+ReadOnly'],
    ['{{ .SessionName }}:{{.AccountId}}:{role_name}', 'acme:300000000000:ReadOnly'],
    ['-{account_id}/{role_name}/', '300000000000/ReadOnly'],
  ] as const) {
    test(template, () => {
      assert.ok(isTemplate(template))
      assert.is(profileName(template, VALUES), name)
    })
  }

  for (const template of [
    '',
    '{role_name}',
    '{account_name}',
    '{account_id}{nonsense}',
    '{account_id} {role_name}',
    '[{account_id}]{role_name}',
    '{account_id}\n{role_name}',
  ])
    test(`${JSON.stringify(template)} is none`, () => assert.not(isTemplate(template)))

  test('whatever an account is called, every AWS tool reads the name', () =>
    fc.assert(
      fc.property(fc.string({ unit: UNIT }), account_name => {
        assert.match(profileName(DEFAULT_TEMPLATE, { ...VALUES, account_name }), /^[\w.%@:+][\w./%@:+-]*$/)
      }),
    ))
})
