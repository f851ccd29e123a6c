/** What the hook refuses, and what it says: shell/landing has all the ways in which a change can be asked for. */
import * as assert from 'uvu/assert'
import { has, hookedShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: a change that would not stay', test => {
  for (const real of hookedShells) {
    const { name, renderForHook: render } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const isBash = name === 'bash'
    inShell(`1.2: in ${name} an unset that has nothing to do is no loss, wherever it runs`, () => {
      using fake = fakeAwsenv()
      const script = '. "$1"; awsenv unset | cat && (awsenv clear) && echo done'
      const { status, stdout, stderr } = runShell(real, script, { env: fake.env, args: [real.hook] })
      assert.equal([status, stdout, stderr], [0, 'done\n', ''])
    })

    inShell(`1.4: in ${name} a copy of the function alone fails, and prints nothing`, () => {
      using fake = fakeAwsenv()
      fake.answers(render({ AWS_VAULT: 'new' }))
      const alone = isBash ? 'export -f awsenv; bash -c "$2"' : 'unfunction -m "__*"; eval "$2"'
      const [missing, handler] = [
        '',
        `${isBash ? 'command_not_found_handle' : 'command_not_found_handler'}() { return 0; }; `,
      ]
      for (const before of [missing, handler]) {
        for (const call of ['assume x', '--ticket assume x', 'login', 'unset', 'clear', 'status']) {
          const { stdout, stderr } = runShell(real, `. "$1"; set +e; ${alone}`, {
            env: fake.env,
            args: [real.hook, `${before}awsenv ${call} && echo NEXT`],
          })
          assert.is(stdout, '', call)
          assert.match(stderr, /a part of the hook only: nothing has been changed\nawsenv: hint: source awsenv\./)
        }
      }
      assert.equal(fake.calls(), [])
    })

    inShell(
      `1.5, 4.7: in ${name} a variable that the shell would not keep as it is set stops the call before it`,
      () => {
        using fake = fakeAwsenv()
        fake.answers(render({ AWS_REGION: 'new' }))
        const call = 'awsenv assume x && echo NEXT'
        const readonly = '; echo "$AWS_REGION"'
        for (const [script, end, why] of [
          [`f() { local AWS_REGION=mine; ${call}; }; f${readonly}`, 'old', /AWS_REGION is .*local to a function/],
          [`f() { local AWS_REGION; ${call}; }; f${readonly}`, 'old', /AWS_REGION is .*local to a function/],
          [`f() { local -x AWS_REGION=old; ${call}; }; f${readonly}`, 'old', /AWS_REGION is .*local to a function/],
          [`readonly AWS_REGION; ${call}${readonly}`, 'old', /AWS_REGION is readonly in this shell/],
          [`readonly AWSENV_FROM=x; ${call}${readonly}`, 'old', /AWSENV_FROM is readonly in this shell/],
        ] as const) {
          const { stdout, stderr } = runShell(real, `. "$1"; set +e; ${script}`, {
            env: { ...fake.env, AWS_REGION: 'old' },
            args: [real.hook],
          })
          assert.is(stdout, `${end}\n`, script)
          assert.match(stderr, why)
          assert.match(stderr, /nothing has been changed/)
        }
        assert.equal(fake.calls(), [])
        fake.answers('')
        const idle = '. "$1"; readonly AWS_REGION; awsenv unset && awsenv clear'
        assert.equal(runShell(real, idle, { env: fake.env, args: [real.hook] }), { status: 0, stdout: '', stderr: '' })
      },
    )
  }
})
