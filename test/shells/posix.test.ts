import * as assert from 'uvu/assert'
import { bash } from '../../src/shells/bash.ts'
import { sh } from '../../src/shells/posix.ts'
import { describe } from '../support/describe.ts'

describe('shells/posix', test => {
  test('2: tries each name in a subshell, then unsets them all, exports, says the notes, and ends in `:`', () => {
    assert.is(
      sh.render({ AWS_PROFILE: undefined, AWS_REGION: 'eu-west-1' }, ["it's done"]),
      '{ (for __awsenv_name in AWS_PROFILE AWS_REGION; do ' +
        `{ command unset -v "$__awsenv_name" && eval "test -z \\"\\\${$__awsenv_name+1}\\""; } || ` +
        "{ printf 'awsenv: error: %s is readonly in this shell, local to a function, or set for one command: nothing has been changed\\n' " +
        '"$__awsenv_name" >&2; exit 1; }; done) && ' +
        "unset -v AWS_PROFILE AWS_REGION && export AWS_REGION='eu-west-1' && " +
        "{ printf '%s\\n' 'awsenv: it'\\''s done' >&2 || :; } && :; }\n",
    )
  })

  test('2: for a hook, which has tried the names, unsets and exports', () => {
    assert.is(
      bash.renderForHook({ AWS_PROFILE: undefined, AWS_REGION: 'eu-west-1' }),
      "{ \\builtin unset -v AWS_PROFILE AWS_REGION && \\builtin export AWS_REGION='eu-west-1' && :; }\n",
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
