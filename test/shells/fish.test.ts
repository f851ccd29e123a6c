import * as assert from 'uvu/assert'
import { fish, fishQuoted } from '../../src/shells/fish.ts'
import { describe } from '../support/describe.ts'

describe('shells/fish', test => {
  const script = fish.render({ AWS_REGION: 'eu-west-1', AWS_PROFILE: undefined, AWS_ACCOUNT_ID: 'x' })

  test('2: is one block on one line, whose last words stand nowhere else', () => {
    assert.match(script, /^begin; .*; builtin true; end; end\n$/)
    const hostile = fish.render({ A: '; builtin true; end; end' })
    assert.is(hostile.split('; builtin true; end; end').length, 2)
  })

  test('6, 23: looks for universal variables first, erases every name globally, and then sets', () => {
    const [looking = '', changing = ''] = script.split('; else; ')
    assert.match(looking, /^begin; .*for __awsenv_name in AWS_PROFILE; builtin set -qUx /)
    assert.not.match(looking, / -eg | -gx /)
    assert.match(changing, /^builtin set -eg AWS_REGION AWS_PROFILE AWS_ACCOUNT_ID; builtin set -gx AWS_REGION '/)
    assert.match(changing, /; builtin set -gx AWS_ACCOUNT_ID 'x'; /)
    const words = script.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, "''")
    assert.not.match(words, /(?<!builtin )\b(set|test|true|false|printf) /)
  })

  for (const [value, quoted] of [
    ['', "''"],
    ["it's", "'it\\'s'"],
    ['a\\b\\', "'a\\\\b\\\\'"],
    ["\\'", "'\\\\\\''"],
    ['$x (id) "y" *', '\'$x (id) "y" *\''],
    ['é', "''\\Xc3\\Xa9''"],
    ['a\nb\x7f', "'a'\\X0a'b'\\X7f''"],
    ['a;b', "'a'\\X3b'b'"],
    ['😀1', "''\\Xf0\\X9f\\X98\\X80'1'"],
  ] as const) {
    test(`3, 5: writes ${JSON.stringify(value)} as ${quoted}`, () => {
      assert.is(fishQuoted(value), quoted)
    })
  }

  test('1: a failure leaves neither the shell nor a function', () => {
    assert.is(fish.failure(3), "command sh -c 'exit 3'\n")
  })
})
