import * as assert from 'uvu/assert'
import { has, hookedShells, type RealShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: what the hook leaves alone', test => {
  for (const real of hookedShells) {
    const { name, renderForHook: render } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const secret = 'hunter2'
    const role = render({ AWS_PROFILE: undefined, AWS_SECRET_ACCESS_KEY: secret })
    const run = (fake: FakeAwsenv, script: string, env = {}, args: readonly string[] = []) =>
      runShell(real, script, { env: { ...fake.env, ...env }, args: [real.hook, fake.directory, ...args] })

    inShell(`15, 17: ${name} has the same traps, options, directory, umask, aliases and variables as before`, () => {
      using fake = fakeAwsenv()
      for (const [text, status] of [
        [role, 0],
        ['', 3],
        ['text\n', 0],
        ['{ cut', 0],
      ] as const) {
        fake.answers(text, status)
        const { stdout } = run(
          fake,
          `set +e; ${SNAPSHOT[name]}
          i='' x='' IFS=' 0' a='' b=''; export AWS_SECRET_ACCESS_KEY=''; umask 027; cd "$2"; trap 'i=1' INT; trap ': err' ERR; trap ': exit' EXIT
          alias x=y; a="$(snapshot)"; . "$1"; awsenv assume x 2>/dev/null; awsenv unset >/dev/null 2>&1; awsenv whoami >/dev/null
          b="$(snapshot)"; printf '%s\\0%s\\0%s' "$a" "$b" "$IFS"; trap - EXIT`,
        )
        const [before = [], after = []] = stdout
          .replace(/^text\n/, '')
          .split('\0')
          .map(lines => lines.split('\n'))
        assert.ok(before.length > 50)
        assert.equal(
          before.filter(line => !after.includes(line)),
          [],
        )
        for (const line of after.filter(line => !before.includes(line)))
          assert.match(line, /^(declare -f )?_*awsenv\w*$/)
        assert.ok(stdout.endsWith('\0 0'), 'IFS')
      }
    })

    inShell(`15: after a call no variable of ${name} but the role's own holds the secret`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const { stdout } = run(fake, '. "$1"; awsenv assume x; echo "[$_]"; set')
      const lines = stdout.split('\n').filter(line => line.includes(secret))
      assert.equal(lines, [`AWS_SECRET_ACCESS_KEY=${secret}`])
    })

    for (const option of ['set -x', 'set -v', 'set -xv']) {
      inShell(`16: under ${option} ${name} shows no secret, and has the option again afterwards`, () => {
        using fake = fakeAwsenv()
        for (const [text, status] of [
          [role, 0],
          [role, 1],
          [`${role.slice(0, -3)}`, 0],
        ] as const) {
          fake.answers(text, status)
          const { stdout, stderr } = run(fake, `set +e; . "$1"; ${option}; awsenv assume x; echo "$-"`)
          assert.not.match(stderr + stdout, new RegExp(secret))
          for (const letter of option.slice('set -'.length)) assert.match(stdout, letter)
        }
      })
    }

    inShell(`16: under set -a ${name} gives the binary and later children none of the hook's variables`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const { stdout } = run(fake, '. "$1"; set -a; awsenv assume x; awsenv whoami >/dev/null; env')
      assert.not.match(stdout, /awsenv_/)
      assert.is(stdout.split(secret).length, 2)
    })

    inShell(`17: a trap of the user's for INT runs in ${name}, and survives`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      const { stdout } = run(fake, `. "$1"; trap 'echo caught' INT; awsenv assume x; kill -INT $$; echo after`)
      assert.is(stdout, 'caught\nafter\n')
    })

    inShell(`12: ${name} gets past aliases and functions, of awsenv and of what the hook calls`, () => {
      using fake = fakeAwsenv()
      fake.answers(role)
      // An alias counts from the next text that is parsed: so there are three.
      const script = '\\builtin eval "$3"; \\builtin eval "$(cat "$1")"; \\builtin eval "$4"'
      const call = "awsenv 'assume' 'role'; \\builtin echo \"$?\"; env"
      const { stdout, stderr } = run(fake, script, {}, [shadows(real), call])
      assert.is(stderr, '')
      assert.match(stdout, new RegExp(`^0\n[^]*^AWS_SECRET_ACCESS_KEY=${secret}$`, 'm'))
      assert.not.match(stdout, /SHADOW/)
    })

    inShell(`38: under MSYSTEM ${name} keeps secrets from being rewritten, once, and drops carriage returns`, () => {
      using fake = fakeAwsenv()
      fake.answers(role.replace('\n', '\r\n'))
      const script = '. "$1"; awsenv assume x; awsenv assume y; printenv AWS_SECRET_ACCESS_KEY MSYS2_ENV_CONV_EXCL'
      const names = 'AWS_SECRET_ACCESS_KEY;AWS_SESSION_TOKEN;AWSENV_'
      assert.is(run(fake, script, { MSYSTEM: 'MINGW64' }).stdout, `${secret}\n${names}\n`)
      const env = { MSYSTEM: 'MINGW64', MSYS2_ENV_CONV_EXCL: 'MINE' }
      assert.is(run(fake, script, env).stdout, `${secret}\nMINE;${names}\n`)
      fake.answers(role)
      assert.is(run(fake, 'set +e; '.concat(script)).stdout, `${secret}\n`)
    })
  }

  /** Prints one line for each thing of a shell that is the user's. */
  const SNAPSHOT: Record<string, string> = {
    bash: 'snapshot() { set -o; shopt || :; trap -p; umask; pwd; alias; declare -F; compgen -A variable; }; shopt -s expand_aliases',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: zsh's own flags
    zsh: 'snapshot() { set -o; trap; umask; pwd; alias; print -l ${(ok)functions} ${(ok)parameters}; }',
  }

  function shadows({ shell }: RealShell): string {
    const words = ['export', 'eval', 'command', 'local', 'printf', 'unalias']
    const aliases = [...words, 'awsenv'].map(word => `alias ${word}='echo SHADOW'`)
    const functions = words.map(word => `function ${word} { echo SHADOW; }`)
    if (shell.name === 'bash') return ['shopt -s expand_aliases', ...functions, ...aliases].join('\n')
    const globals = ['assume', 'login', 'unset', 'zsh'].map(word => `alias -g ${word}='SHADOW'`)
    return [...functions, ...globals, ...aliases].join('\n')
  }
})
