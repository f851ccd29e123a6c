/** How a change is asked for, and where it lands: the shell that goes on has the role, or the status says that it hasn't. */
import * as assert from 'uvu/assert'
import { has, hookedShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

type Way = {
  readonly how: string
  /** It runs `next` where a command would follow the call. */
  readonly script: string
  /** The roles that `next` runs with, and the shell's at the end. */
  readonly nexts: readonly string[]
  readonly end: 'new' | 'old'
}

const lands: readonly (readonly [how: string, script: string])[] = [
  ['a call', 'awsenv assume x && next'],
  ['if', 'if awsenv assume x; then next; fi'],
  ['while', 'while awsenv assume x; do next; break; done'],
  ['until', 'until awsenv assume x; do :; done; next'],
  ['||', 'awsenv assume x || exit; next'],
  ['time', 'time awsenv assume x 2>/dev/null && next'],
  ['eval', "eval 'awsenv assume x' && next"],
  ['eval "$(…)"', 'eval "$(awsenv assume x)" && next'],
  ['a function', 'f() { awsenv assume x; }; f && next'],
  ['braces', '{ awsenv assume x; } && next'],
  ['a file that is sourced', "printf 'awsenv assume x\\n' >file; . ./file && next"],
  ['source <(…)', 'source <(awsenv assume x) && next'],
  ['stdin from a file', 'awsenv assume x --mfa-stdin </dev/null && next'],
  ['stdin from <(…)', 'awsenv assume x --mfa-stdin < <(echo 123456) && next'],
  ['stdout to a file', 'awsenv assume x >log && next'],
  ['stderr to >(…)', 'awsenv assume x 2> >(cat) && next'],
  ['stdout and stderr closed', 'awsenv assume x >&- 2>&- && next'],
  ['a trap', "trap 'awsenv assume x && next' USR1; kill -USR1 $$; :"],
  ['set -e', 'set -e; awsenv assume x; next'],
]

const staysOutside: readonly (readonly [how: string, script: string])[] = [
  ['(…)', '(awsenv assume x; next)'],
  ['( … && … )', '(awsenv assume x && next)'],
  ['(…) >log', '(awsenv assume x && next) 3>&1 >log'],
  ['(eval "$(…)")', '(eval "$(awsenv assume x)" && next)'],
  ['$(eval "$(…)" && …)', 'y="$(eval "$(awsenv assume x)" && next 3>&1)"; echo "$y" >&3'],
]

const isLost: readonly (readonly [how: string, script: string])[] = [
  ["a pipe's first part", 'awsenv assume x | cat && next'],
  ["a pipe's first part, with stderr", 'awsenv assume x 2>&1 | cat >log && next'],
  ["a pipe's middle part", 'echo 123456 | awsenv assume x --mfa-stdin | cat && next'],
  ['a function in a pipe', 'f() { awsenv assume x; }; f | cat && next'],
  ['unset in a pipe', 'awsenv unset | cat && next'],
  ['clear in a pipe', 'awsenv clear | cat && next'],
  ['login in a pipe', 'awsenv login | cat && next'],
  ['a job', 'awsenv assume x & wait $! && next'],
]

describe('shell: where a change lands', test => {
  for (const real of hookedShells) {
    const { name, renderForHook: render } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const isBash = name === 'bash'
    const lostInBash: typeof isLost = [
      ["a pipe's last part", 'echo 123456 | awsenv assume x --mfa-stdin && next'],
      ['parentheses with nothing behind the call', '(awsenv assume x) && next'],
      ["a subshell's end, with a trap of the shell above", "trap ':' EXIT; (awsenv assume x) && next"],
    ]
    const ways: readonly Way[] = [
      ...lands.map(([how, script]) => ({ how, script, nexts: ['new'], end: 'new' as const })),
      ...staysOutside.map(([how, script]) => ({ how, script, nexts: ['new'], end: 'old' as const })),
      ...[...isLost, ...(isBash ? lostInBash : [])].map(([how, script]) => ({
        ...{ how, script, nexts: [], end: 'old' as const },
      })),
      ...(isBash
        ? [
            { how: 'lastpipe', script: 'shopt -s lastpipe; : | awsenv assume x && next' },
            { how: 'set -k', script: 'set -k; awsenv assume x && next' },
          ]
        : [{ how: "a pipe's last part", script: 'echo 123456 | awsenv assume x --mfa-stdin && next' }]
      ).map(way => ({ ...way, nexts: ['new'], end: 'new' as const })),
    ]
    const conditions = ['set +e', 'set +e; exec </dev/null', "set +e; IFS=''; set -f"]

    for (const { how, script, nexts, end } of ways) {
      inShell(`1.2: in ${name}, ${how}`, () => {
        using fake = fakeAwsenv()
        fake.answers(render({ AWS_PROFILE: undefined, AWS_VAULT: 'new' }))
        for (const condition of conditions) {
          const { stdout, stderr } = runShell(
            real,
            `. "$1"; cd "$2"; exec 3>&1; next() { echo "next $AWS_VAULT" >&3; }; ${condition}\n${script}\necho "end $AWS_VAULT"`,
            { env: { ...fake.env, AWS_VAULT: 'old', AWSENV_ROLE: 'old' }, args: [real.hook, fake.directory] },
          )
          const lines = stdout.split('\n').filter(line => /^(next|end) /.test(line))
          assert.equal(lines, [...nexts.map(role => `next ${role}`), `end ${end}`], `${condition}: ${stderr}`)
        }
      })
    }

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
