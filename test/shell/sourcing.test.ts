import { spawnSync } from 'node:child_process'
import * as assert from 'uvu/assert'
import { has, hookedShells, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: sourcing a hook', test => {
  for (const real of hookedShells) {
    const { name } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))

    inShell(`35: ${name} sources it in silence, with status 0, whatever its options are`, () => {
      using fake = fakeAwsenv()
      for (const first of OPTIONS[name] ?? []) {
        const outcome = runShell(real, `${first}\n. "$1" && [ "$?" = 0 ]`, { env: fake.env, args: [real.hook] })
        assert.equal(outcome, { status: 0, stdout: '', stderr: '' }, first)
      }
      assert.equal(fake.calls(), [])
    })

    inShell(`12, 30: ${name} sources it three times, over an older function and an alias, and one call is made`, () => {
      using fake = fakeAwsenv()
      // An alias counts from the next text that is parsed: so there are two.
      const before = 'awsenv() { echo old >&2; }; alias awsenv="echo alias >&2"'
      const script = `shopt -s expand_aliases 2>/dev/null || :
        eval "$2"; . "$1"; . "$1"; eval "$2"; eval "$(cat "$1")"; eval 'awsenv assume x'`
      const { status, stderr } = runShell(real, script, { env: fake.env, args: [real.hook, before] })
      assert.equal([status, stderr], [0, ''])
      assert.is(fake.calls().length, 1)
    })

    const traceable = has('strace') && spawnSync('strace', ['-f', 'true']).status === 0
    needing(
      test,
      `strace and ${name}`,
      traceable && has(name),
    )(`35: ${name} starts no process to source it`, () => {
      const [program, ...flags] = real.argv
      const command = [program, ...flags, '-c', '. "$1"; exit 0', name, real.hook]
      const { status, stderr } = spawnSync('strace', ['-f', '-qq', '-e', 'trace=process', ...command], {
        encoding: 'utf8',
      })
      assert.is(status, 0)
      assert.equal(stderr.match(/\b(clone3?|v?fork|execve)(?=\()/g), ['execve'], 'the shell itself')
    })
  }

  const OPTIONS: Record<string, readonly string[]> = {
    bash: [
      '',
      'set -o posix',
      'set -C',
      'set -f',
      'set -a',
      'set -E',
      "trap ':' DEBUG ERR",
      'shopt -s extdebug expand_aliases',
      'IFS=0',
    ],
    zsh: (
      'ERR_EXIT NO_UNSET KSH_ARRAYS SH_WORD_SPLIT WARN_CREATE_GLOBAL CSH_JUNKIE_QUOTES RC_QUOTES IGNORE_BRACES ' +
      'POSIX_BUILTINS ALL_EXPORT SH_GLOB NO_MULTI_FUNC_DEF EXTENDED_GLOB NO_CLOBBER ERR_RETURN GLOB_SUBST'
    )
      .split(' ')
      .map(option => `setopt ${option}`),
  }
})
