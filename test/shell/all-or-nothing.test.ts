import * as assert from 'uvu/assert'
import {
  has,
  otherPosixShells,
  parseEnvironment,
  type RealShell,
  realShells,
  runShell,
} from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'

describe('shell: all or nothing, without a hook', test => {
  const change = { AWS_PROFILE: undefined, AWS_REGION: "eu'west\\1", AWS_SECRET_ACCESS_KEY: '/a`b$c é' }
  const before = { AWS_PROFILE: 'mine', AWS_REGION: '' }

  for (const real of [...realShells, ...otherPosixShells]) {
    const { name, render, failure } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))
    const bare = (text: string, around = 'eval "$text"; env -0', env: Record<string, string> = before) =>
      runShell(real, `text="$(cat)"; ${around}`, { env, input: text })

    inShell(`2: the whole of it removes and sets in ${name}`, () => {
      const { status, stdout, stderr } = bare(render(change))
      assert.equal([status, stderr], [0, ''])
      assert.equal(aws(stdout), { AWS_REGION: change.AWS_REGION, AWS_SECRET_ACCESS_KEY: change.AWS_SECRET_ACCESS_KEY })
    })

    inShell(`2: every proper prefix of it changes nothing in ${name}, and is a failure`, () => {
      const text = Buffer.from(render(change, ["it's é"]).trimEnd())
      const prefixes = Array.from({ length: text.length - 1 }, (_, i) => text.subarray(0, i + 1).toString('latin1'))
      const kept = `[ "$AWS_PROFILE" = mine ] && [ -z "$AWS_REGION" ] && [ -z "\${AWS_SECRET_ACCESS_KEY+x}" ]`
      // A syntax error ends dash, so each one has a subshell, whose exit trap looks at what there is then.
      const { stdout } = runShell(
        real,
        `set +e; for text; do
          (trap '${kept} || echo CHANGED' EXIT; eval "$text" 2>/dev/null && echo SUCCEEDED); echo; done | sort | uniq -c`,
        { env: before, args: prefixes },
      )
      assert.match(stdout, new RegExp(`^ *${prefixes.length} \n$`))
    })

    inShell(`19: a readonly variable among the names stops it in ${name} with everything as it was`, () => {
      for (const readonly of ['AWS_PROFILE', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY']) {
        const evaluated = `set +e; readonly ${readonly}; (eval "$text" && echo SUCCEEDED); (eval "$text"; env -0); env -0`
        const { stdout, stderr } = bare(render(change), evaluated)
        assert.equal(aws(stdout), before, readonly)
        assert.not.match(stdout, /SUCCEEDED/)
        assert.match(stderr, new RegExp(readonly))
      }
    })

    inShell(`24: a change of nothing is no failure in ${name}`, () => {
      assert.equal(bare(render({}), 'eval "$text" && echo next'), { status: 0, stdout: 'next\n', stderr: '' })
    })

    inShell(`4: unsets variables, and not functions of their names, in ${name}`, () => {
      const { stdout } = bare(
        render({ AWS_PROFILE: undefined }),
        'AWS_PROFILE() { echo kept; }; unset -v AWS_PROFILE; eval "$text"; AWS_PROFILE',
      )
      assert.is(stdout, 'kept\n')
    })

    inShell(`1, 10: a failure's script stops \`eval "$(…)" && next\` in ${name}, and ends no shell`, () => {
      const { stdout, stderr, status } = bare(failure(3), 'set +e; eval "$text" && echo next; echo "$?"')
      assert.equal([stdout, stderr, status], ['3\n', '', 0])
      assert.is(bare(failure(2), 'eval "$text"; echo next').status, 2)
    })

    inShell(`10: a change's script lets \`eval "$(…)" && next\` go on in ${name}`, () => {
      assert.is(bare(render(change), 'eval "$text" && echo next').stdout, 'next\n')
    })

    inShell(`4: an attribute that a variable had does not change the value in ${name}`, () => {
      for (const declare of attributes(real)) {
        const { stdout } = bare(render({ AWS_REGION: 'Ab+1 ' }), `${declare} AWS_REGION; eval "$text"; env -0`, {})
        assert.equal(aws(stdout), { AWS_REGION: 'Ab+1 ' }, declare)
      }
    })
  }

  function aws(environment: string): Record<string, string> {
    const entries = Object.entries(parseEnvironment(environment))
    return Object.fromEntries(entries.filter(([name]) => name.startsWith('AWS_')))
  }

  function attributes(real: RealShell): string[] {
    if (real.shell.name === 'bash') return ['declare -i', 'declare -u', 'declare -l', 'declare -a']
    if (real.shell.name === 'zsh') return ['typeset -i', 'typeset -u', 'typeset -l', 'typeset -a', 'typeset -Z 3']
    return ['export']
  }
})
