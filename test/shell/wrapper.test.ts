import * as assert from 'uvu/assert'
import { has, hookedShells, type Outcome, parseEnvironment, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: the wrapper', test => {
  for (const real of hookedShells) {
    const { name, renderForHook: render } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const hooked = (fake: FakeAwsenv, script: string, env = {}, input = ''): Outcome =>
      runShell(real, `. "$1"; ${script}`, { env: { ...fake.env, ...env }, args: [real.hook], input })
    const role = render({ AWS_PROFILE: undefined, AWS_SECRET_ACCESS_KEY: "/s'ecret" })

    for (const command of ['login', 'assume', 'unset', 'clear']) {
      inShell(`11: ${name} evaluates what ${command} prints, and says to that call alone that a hook makes it`, () => {
        using fake = fakeAwsenv()
        fake.answers(role)
        const { status, stdout, stderr } = hooked(fake, `awsenv ${command} 'a b' '' '*' "it's"; env -0`, {
          AWS_PROFILE: 'x',
        })
        const environment = parseEnvironment(stdout)
        assert.equal([status, stderr], [0, ''])
        assert.is(environment['AWS_SECRET_ACCESS_KEY'], "/s'ecret")
        assert.not.ok('AWS_PROFILE' in environment)
        const [call, ...more] = fake.calls()
        assert.equal(call?.args, [command, 'a b', '', '*', "it's"])
        assert.is(call?.hook, name)
        assert.is(more.length, 0)
      })
    }

    inShell(`11: ${name} runs every other call as it is, code that it prints included, and keeps its status`, () => {
      using fake = fakeAwsenv()
      for (const call of ['', 'whoami', 'exec p cmd', 'list assume', '--version', '--help', 'assumed']) {
        fake.answers(role, 9)
        const { status, stdout } = hooked(fake, `set +e; awsenv ${call}; echo "$? [\${AWS_SECRET_ACCESS_KEY-}]"`)
        assert.equal([status, stdout], [0, `${role}9 []\n`], call)
      }
      // A bare awsenv says whether there is a hook.
      for (const { args, hook } of fake.calls()) assert.is(hook, args.length === 0 ? name : undefined)
    })

    inShell(`8, 11: ${name} sends calls for help or for a text straight through`, () => {
      using fake = fakeAwsenv()
      for (const word of ['-h', '--help', '--print', '--format json', '--format=json', '--shell sh', '--shell=sh']) {
        fake.answers(role)
        const { stdout, stderr } = hooked(fake, `awsenv assume x ${word}; echo "[\${AWS_SECRET_ACCESS_KEY-}]"`)
        assert.equal([stdout, stderr], [`${role}[]\n`, ''], word)
      }
      for (const { hook } of fake.calls()) assert.is(hook, undefined)
    })

    inShell(`13: ${name} gives the binary's status on, and evaluates nothing of a failure`, () => {
      using fake = fakeAwsenv()
      for (const status of [0, 1, 2, 3, 75, 130]) {
        fake.answers(status === 0 ? '' : role, status)
        for (const first of conditions(name)) {
          const { stdout } = hooked(
            fake,
            `set +e; ${first}; awsenv assume x; printf '%s' "$? [\${AWS_SECRET_ACCESS_KEY-}]"`,
          )
          assert.is(stdout, `${status} []`, first)
        }
        assert.is(hooked(fake, 'awsenv assume x').status, status, 'under set -e, to the shell itself')
      }
    })

    inShell(`13: ${name} under \`set -e\` lives on where the failure is answered, and runs nothing behind it`, () => {
      using fake = fakeAwsenv()
      fake.answers(role, 3)
      for (const call of ['assume x', 'asume x', 'status', 'assume x --help']) {
        const script = `if awsenv ${call}; then echo ran; fi >/dev/null; { awsenv ${call} && echo ran; } >/dev/null || echo "caught $?"; echo after`
        assert.is(hooked(fake, script).stdout, 'caught 3\nafter\n', call)
      }
      fake.answers(role)
      const readonly = "readonly AWS_PROFILE; awsenv assume x 2>/dev/null || echo 'caught'; echo after"
      assert.is(hooked(fake, readonly, { AWS_PROFILE: 'mine' }).stdout, 'caught\nafter\n')
    })

    inShell(`13: ${name} takes a change under all those conditions too`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      for (const first of conditions(name)) {
        const { stdout, stderr } = hooked(
          fake,
          `${first}; awsenv assume x; printf '%s' "$? [\${AWS_SECRET_ACCESS_KEY-}]"`,
        )
        assert.equal([stdout, stderr], ["0 [/s'ecret]", ''], first)
      }
    })

    inShell(`14: ${name} prints a text that is no code, and neither prints nor runs code that is cut`, () => {
      using fake = fakeAwsenv()
      fake.answers('hello $(echo PWN >&2)\nworld\n')
      assert.equal(hooked(fake, 'awsenv assume x'), { status: 0, stdout: 'hello $(echo PWN >&2)\nworld\n', stderr: '' })
      for (const cut of [role.slice(0, -2), role.slice(0, -9), role.slice(0, 1), `noise\n${role}`]) {
        fake.answers(cut)
        const { status, stdout, stderr } = hooked(
          fake,
          'set +e; awsenv assume x; echo "$? [$(printenv AWS_SECRET_ACCESS_KEY)]"',
        )
        assert.equal([status, stdout], [0, '1 []\n'], cut)
        assert.match(stderr, /damaged: nothing is changed/)
        assert.not.match(stderr, /ecret/)
      }
    })

    inShell(`19: ${name} names a readonly variable, fails, and changes nothing`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const script =
        'set +e; readonly AWS_PROFILE; awsenv assume x; echo "$? $AWS_PROFILE [$(printenv AWS_SECRET_ACCESS_KEY)]"'
      const { stdout, stderr } = hooked(fake, script, { AWS_PROFILE: 'mine' })
      assert.is(stdout, '1 mine []\n')
      assert.match(stderr, /AWS_PROFILE/)
    })

    inShell(`37: ${name} says 127, in one line, where the binary is missing`, () => {
      using fake = fakeAwsenv()
      for (const command of ['assume x', 'whoami']) {
        const { stdout, stderr } = hooked(fake, `set +e; PATH=/nonexistent; awsenv ${command}; echo "$?"`)
        assert.is(stdout, '127\n')
        assert.match(stderr, /^[^\n]*awsenv[^\n]*\n$/)
      }
    })

    inShell(`42: in ${name} what follows && never runs after a failure, hooked or not`, () => {
      using fake = fakeAwsenv()
      fake.answers('', 2)
      for (const call of ['asume x', 'assume x', 'exec p false', 'assume', 'login']) {
        assert.is(hooked(fake, `awsenv ${call} && echo next || :`).stdout, '', call)
        assert.is(hooked(fake, `command awsenv ${call} && echo next || :`).stdout, '', call)
      }
    })
  }

  function conditions(name: string): string[] {
    const both = ['IFS=0123456789', "IFS=''", 'set -u', 'set -C', 'set -f', 'set -a', "trap ':' ERR", "trap ':' DEBUG"]
    if (name !== 'bash') return [...both, 'setopt KSH_ARRAYS SH_WORD_SPLIT', 'setopt CSH_JUNKIE_QUOTES']
    return [
      ...both,
      'set -E',
      "set -ET; trap ':' ERR DEBUG RETURN",
      "shopt -s extdebug; trap ':' DEBUG",
      'set -o posix',
    ]
  }
})
