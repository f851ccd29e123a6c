import * as fc from 'fast-check'
import * as assert from 'uvu/assert'
import { unknownProfile } from '../../src/profiles/unknown-profile.ts'
import { nearNames } from '../../src/text/near-names.ts'
import { describe } from '../support/describe.ts'
import { profilesIn } from './shared-files.ts'

describe('names that are near', test => {
  const cases: [title: string, name: string, names: string[], near: string[]][] = [
    ['two letters swapped', 'prdo', ['prod', 'dev'], ['prod']],
    ['a letter missing', 'stagng', ['staging'], ['staging']],
    ['a letter too many', 'prodd', ['prod'], ['prod']],
    ['another case', 'PROD', ['prod'], ['prod']],
    [
      'the nearest first, three at most',
      'prod-1',
      ['prox-12', 'prod-2', 'prod-11', 'prod-3', 'prod-1x'],
      ['prod-2', 'prod-11', 'prod-3'],
    ],
    ['nothing alike', 'prod', ['development', 'x'], []],
    ['short names need to be very near', 'ab', ['cd', 'ac'], ['ac']],
    ['an endless name', 'x'.repeat(1e6), ['x'.repeat(1e6)], []],
  ]
  for (const [title, name, names, near] of cases) test(title, () => assert.equal(nearNames(name, names), near))

  test('are always some of those given, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, names) => {
        const near = nearNames(name, names)
        assert.ok(near.length <= 3 && near.every(other => names.includes(other)))
        if (name !== '' && name.length <= 100)
          assert.is(
            nearNames(name, [...names.filter(other => other.toLowerCase() !== name.toLowerCase()), name])[0],
            name,
          )
      }),
    )
  })
})

describe('the error for an unknown profile', test => {
  test('names both files and what may have been meant', () => {
    const error = unknownProfile('prdo', profilesIn('[profile prod]'))
    assert.is(error.message, 'no profile "prdo" in "config" or "credentials"')
    assert.equal([error.hint, error.exitCode], ['did you mean "prod"?', 1])
  })

  test('says which file is not there, and where to look else', () => {
    const profiles = {
      ...profilesIn(''),
      files: [
        { path: 'c', found: false },
        { path: 'd', found: true },
      ],
    }
    const error = unknownProfile('x\u001b[2J', profiles)
    assert.equal(
      [error.message, error.hint],
      ['no profile "x?[2J" in "c" (there is no such file) or "d"', 'there are no profiles there'],
    )
  })

  for (const [names, hint] of [
    [['one'], 'there is "one"'],
    [['a1', 'b2', 'c3'], 'there are "a1", "b2", "c3"'],
    [['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7', 'h8'], 'there are "a1", "b2", "c3", "d4", "e5", "f6" and 2 more'],
  ] as const) {
    test(`says what is there where nothing is alike: ${names.length}`, () => {
      const profiles = profilesIn(names.map(name => `[profile ${name}]`).join('\n'))
      assert.is(unknownProfile('staging-east', profiles).hint, hint)
    })
  }

  test('knows the aliases too, and names once what is both', () => {
    const profiles = profilesIn('[profile prod]')
    assert.is(unknownProfile('prdo', profiles, ['prod', 'prdoo']).hint, 'did you mean "prod" or "prdoo"?')
    assert.is(unknownProfile('elsewhere', profiles, ['prod', 'x']).hint, 'there are "prod", "x"')
  })
})
