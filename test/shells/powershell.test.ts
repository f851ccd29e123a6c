import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { powershell } from '../../src/shells/powershell.ts'
import { describe } from '../support/describe.ts'

describe('shells/powershell', test => {
  const forHook = (change: Record<string, string | undefined>) => powershell.renderForHook(change)

  test('2, 25: is one script block, which removes a variable by $null', () => {
    assert.is(
      powershell.render({ AWS_PROFILE: undefined, AWS_REGION: 'eu-west-1' }),
      "& { $env:AWS_PROFILE=$null; $env:AWS_REGION=[regex]::Unescape('eu-west-1') }\n",
    )
  })

  for (const [value, escaped] of [
    ['', ''],
    ["it's", 'it\\u0027s'],
    ['a\\b', 'a\\u005cb'],
    ['$x `id` "y"', '$x `id` "y"'],
    ['\u2018\u2019\u201a\u201b', '\\u2018\\u2019\\u201a\\u201b'],
    ['é\n\x7f', '\\u00e9\\u000a\\u007f'],
    ['😀', '\\ud83d\\ude00'],
  ] as const) {
    test(`3: writes ${JSON.stringify(value)} as ${escaped}`, () => {
      assert.is(powershell.render({ A: value }), `& { $env:A=[regex]::Unescape('${escaped}') }\n`)
    })
  }

  test('2: gives its hook one JSON object, "=" before every value, null for what is to be removed', () => {
    assert.is(
      forHook({ AWS_PROFILE: undefined, AWS_REGION: '', AWS_CREDENTIAL_EXPIRATION: '2026-01-02T03:04:05Z' }),
      '{"AWS_PROFILE":null,"AWS_REGION":"=","AWS_CREDENTIAL_EXPIRATION":"=2026-01-02T03:04:05Z"}\n',
    )
  })

  test('3: the JSON is printable ASCII and says what the change says, whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        fc.pre(value.isWellFormed() && !value.includes('\0'))
        const text = forHook({ A: value, B: undefined })
        assert.match(text, /^[ -~]+\n$/)
        assert.equal(JSON.parse(text), { A: `=${value}`, B: null })
      }),
    )
  })

  test('4: refuses for its hook what no environment can hold', () => {
    assert.throws(() => forHook({ 'A-B': 'x' }), /can't be the name of a variable/)
    assert.throws(() => forHook({ A: 'x\0' }), /NUL/)
  })

  test('1, 24: nothing to change and a failure are no text at all', () => {
    assert.equal([powershell.render({}), forHook({}), powershell.failure(3)], ['', '', ''])
  })
})
