import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, hookedShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the hook in a command substitution', test => {
  for (const real of hookedShells) {
    const { name, renderForHook: render } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const hooked = (fake: FakeAwsenv, script: string, said = /^$/) => {
      const { status, stdout, stderr } = runShell(real, `. "$1"; cd "$2"; ${script}`, {
        env: { ...fake.env, AWS_ROLE: 'old' },
        args: [real.hook, fake.directory],
      })
      assert.match(stderr, said, script)
      return { status, stdout }
    }
    const role = render({ AWS_ROLE: 'new' })
    const ticket = "awsenv --ticket 'assume' '123456789012' 'it'\\''s \"$x\" `y`'"
    const assume = `awsenv assume 123456789012 "it's \\"\\$x\\" \\\`y\\\`"`

    inShell(`40: in ${name} a captured call prints its ticket, calls nothing, and returns 75`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      assert.is(hooked(fake, `set +e; x="$(${assume})"; echo "$?"; printf '%s' "$x"`).stdout, `75\n${ticket}`)
      assert.equal(fake.calls(), [])
    })

    for (const [how, script] of [
      ['eval "$(…)"', `eval "$(${assume})"`],
      ['eval of backticks', 'eval "`awsenv assume 123456789012`"'],
      ['an eval without quotes', 'eval $(awsenv assume 123456789012)'],
      ['an && list', `eval "$(${assume})" && :`],
      ['a substitution in a subshell of a substitution', 'eval "$( (awsenv assume x) )"'],
      ['a function', `f() { eval "$(${assume})"; }; f`],
      ['source <(…)', 'source <(awsenv assume x)'],
      ['nested evals', 'eval "$(printf %s "$(awsenv assume x)")"'],
      ...(name === 'bash' ? ([['inherit_errexit', `shopt -s inherit_errexit; eval "$(${assume})"`]] as const) : []),
      ...(name === 'zsh' ? ([['source =(…)', 'source =(awsenv assume x)']] as const) : []),
    ] as const) {
      inShell(`40: ${how} puts the role into the ${name} that evaluates it, with one call of the binary`, () => {
        using fake = fakeAwsenv()
        fake.answers(role)
        assert.equal(hooked(fake, `${script}; echo "$AWS_ROLE"`), { status: 0, stdout: 'new\n' })
        assert.is(fake.calls().length, 1)
      })

      inShell(`40: ${how} fails in ${name} with the binary's status and changes nothing`, () => {
        using fake = fakeAwsenv()
        fake.answers('', 3)
        const { stdout } = hooked(fake, `set +e; ${script.replace(' && :', '')}; echo "$? $AWS_ROLE"`)
        assert.is(stdout, '3 old\n')
      })
    }

    inShell(`40: the words arrive as they were in ${name}`, () => {
      using fake = fakeAwsenv()
      hooked(
        fake,
        `eval "$(${assume} '' '*' "a
b")"`,
      )
      assert.equal(fake.calls()[0]?.args, ['assume', '123456789012', 'it\'s "$x" `y`', '', '*', 'a\nb'])
    })

    inShell(`40: an eval in a subshell or a substitution sets the role there, and only there, in ${name}`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      assert.is(hooked(fake, '(eval "$(awsenv assume x)"; echo "$AWS_ROLE"); echo "$AWS_ROLE"').stdout, 'new\nold\n')
      const nested = 'x="$(eval "$(awsenv assume x)" && echo "$AWS_ROLE")"; echo "$x $AWS_ROLE"'
      assert.is(hooked(fake, nested).stdout, 'new old\n')
    })

    inShell(`40: \`$(awsenv assume … && command)\` never runs the command under the old role in ${name}`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const { stdout } = hooked(fake, 'x="$(awsenv assume x && echo "$AWS_ROLE")" || :; echo "$x"')
      assert.is(stdout, "awsenv --ticket 'assume' 'x'\n")
    })

    // zsh can't tell that something comes after it: the call fails, and says that the role is this subshell's alone.
    const inPipe = name === 'zsh' ? 'awsenv assume x 2>/dev/null || :' : 'awsenv assume x'
    for (const [how, script] of [
      ['(…) >log', '(awsenv assume x; echo "$AWS_ROLE") >log'],
      ['(…) | tee log', `(${inPipe}; echo "$AWS_ROLE") | tee log >tee`],
      ['((…); …) | tee log', `( (${inPipe}; echo "$AWS_ROLE"); : ) | tee log >tee`],
      ['a substitution into a file', 'x="$(awsenv assume x >log; echo "$AWS_ROLE" >>log)"'],
    ] as const) {
      inShell(`40: ${how} acts in the subshell in ${name}, and the log has neither ticket nor secret`, () => {
        using fake = fakeAwsenv()
        fake.answers(role)
        // Often, since a pipeline that is being built looks like a substitution for a moment.
        for (let i = 0; i < 20; i++) {
          assert.is(hooked(fake, `${script}; echo "$AWS_ROLE"`).stdout, 'old\n')
          assert.is(readFileSync(join(fake.directory, 'log'), 'utf8'), 'new\n')
        }
      })
    }

    inShell(`40: awsenv assume | cat prints nothing in ${name} but that the role is lost`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const script = 'set +o pipefail; for i in 1 2 3 4 5 6 7 8 9; do awsenv assume x | cat; done'
      const lost = /^(awsenv: error: .*\blost\b.*\nawsenv: hint: .*\n){9}$/
      assert.is(hooked(fake, script, lost).stdout, '')
      assert.is(fake.calls().length, 9)
    })

    inShell(`40: --format json goes through in ${name}, captured or not`, () => {
      using fake = fakeAwsenv()
      fake.answers('{"a":1}\n')
      assert.is(hooked(fake, 'x="$(awsenv assume x --format json)"; echo "$x"').stdout, '{"a":1}\n')
    })
  }
})
