import * as assert from 'uvu/assert'
import { sh } from '../../src/shells/posix.ts'
import { describe } from '../support/describe.ts'

describe('shells/posix', test => {
  test('2: tries the unsets in a subshell, then unsets every name, then exports, and ends in `:`', () => {
    assert.is(
      sh.render({ AWS_PROFILE: undefined, AWS_REGION: 'eu-west-1' }),
      `{ { (unset -v AWS_PROFILE AWS_REGION && test -z "\${AWS_PROFILE+1}\${AWS_REGION+1}") || ` +
        "(printf 'awsenv: error: a variable that it changes is readonly in this shell, or local to a function: " +
        "nothing has been changed\\n' >&2; exit 1); } && " +
        "unset -v AWS_PROFILE AWS_REGION && export AWS_REGION='eu-west-1' && :; }\n",
    )
  })

  for (const [value, quoted] of [
    ['', "''"],
    ["it's", "'it'\\''s'"],
    ['$(id) `id` "x" \\', '\'$(id) `id` "x" \\\''],
    ['é', "'é'"],
  ] as const) {
    test(`5: writes ${JSON.stringify(value)} as ${quoted}`, () => {
      assert.ok(sh.render({ A: value }).includes(` && export A=${quoted} && `))
    })
  }
})
