import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import * as assert from 'uvu/assert'
import { completionFiles } from '../../tools/build/completions.ts'
import { type HookedShell, has, runShell } from '../../tools/shells/real-shells.ts'
import { complete, completingShells } from '../support/completing-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { NAMES, OFFERS } from '../support/expected-offers.ts'
import { hostileValues } from '../support/hostile-values.ts'
import { writeNames } from '../support/names-of-completion.ts'

/** Each completes the lines of stdin, prints how many words it offers for each, and tells all that it does on stderr. */
const TRACED: Readonly<Record<string, string>> = {
  bash: `. "$COMPLETIONS"
    while IFS= read -r line; do
      COMP_LINE=$line COMP_POINT=\${#line}
      set -x; __awsenv_completion; { set +x; } 2>/dev/null
      echo "\${#COMPREPLY[@]}"
    done`,
  zsh: `. "$COMPLETIONS"
    compadd() { local array=\${@[-1]}; local -a words=("\${(@P)array}"); words=("\${(@M)words:#\${(b)\${(Q)PREFIX}}*}"); offered=$((offered + $#words)); }
    while IFS= read -r line; do
      words=("\${(z)line}") offered=0
      [[ $line == *' ' ]] && words+=('')
      CURRENT=\${#words} PREFIX=\${words[-1]#\\'}
      functions -t _awsenv __awsenv_{read_word,is_account,read_names,offer_kind,offer_names,offer_described}
      _awsenv
      echo $offered
    done`,
}

describe('shell: completion', test => {
  const scene = (names: string | undefined, body: (env: Readonly<Record<string, string>>) => void) => {
    const cache = mkdtempSync(join(tmpdir(), 'awsenv-cache-'))
    try {
      if (names !== undefined) writeNames(cache, names)
      body({ XDG_CACHE_HOME: cache })
    } finally {
      rmSync(cache, { recursive: true })
    }
  }

  for (const shell of completingShells) {
    const { name } = shell.shell
    const inShell = needing(test, name, has(shell.argv[0]))

    inShell(`${name} offers what can stand at each place`, () =>
      scene(NAMES, env => {
        const { offers, stderr } = complete(shell, Object.keys(OFFERS), env)
        assert.is(stderr, '')
        // PowerShell completes what stands behind the last comma by itself.
        const expected = Object.entries(OFFERS).map(([line, words]) => [
          line,
          name === 'powershell' ? words.map(word => word.replace(/^.*,/, '')) : words,
        ])
        assert.equal(
          Object.fromEntries(Object.keys(OFFERS).map((line, i) => [line, offers[i]])),
          Object.fromEntries(expected),
        )
      }),
    )

    inShell(`${name} offers commands and options where there is no file of names, in silence`, () =>
      scene(undefined, env => {
        const { offers, stderr } = complete(
          shell,
          ['awsenv who', 'awsenv assume ', 'awsenv login --ref', 'awsenv init z'],
          env,
        )
        assert.is(stderr, '')
        assert.equal(offers, [['whoami'], [], ['--refresh'], ['zsh']])
      }),
    )

    inShell(`${name} offers hostile names as they are, and runs nothing in them or in the line`, () =>
      scene(HOSTILE.map((value, i) => `target\t${prefixed(value, i)}\n`).join(''), env => {
        const lines = HOSTILE.map((_, i) => `awsenv assume ${prefix(i)}`)
        const { offers, stderr } = complete(shell, [...lines, 'awsenv assume $(echo PWN >&2) --fr'], env)
        assert.is(stderr, '')
        assert.equal(offers, [...HOSTILE.map((value, i) => [prefixed(value, i)]), ['--from']])
      }),
    )
  }

  for (const shell of completingShells) {
    const { name } = shell.shell
    needing(
      test,
      name,
      has(shell.argv[0]),
    )(`${name} completes a command line behind a target as the program's own`, () =>
      scene(NAMES, env => {
        const completions = join(env['XDG_CACHE_HOME'] ?? '', basename(shell.completions))
        writeFileSync(completions, completionFiles(WITH_COMMAND_LINE).get(basename(shell.completions)) ?? '')
        const lines = ['run te', 'run 123456789012 ', 'run --fr', 'run --from work team-two --fr', ...PROGRAMS]
        const { offers, stderr } = complete(
          { ...shell, completions },
          lines.map(line => `awsenv ${line}`),
          env,
        )
        assert.is(stderr, '')
        const [targets, roles, option, foreign, ...programs] = offers
        assert.equal([targets, roles, option], [['team one', 'team-two'], ['Admin'], ['--from']])
        assert.not(foreign?.includes('--from'))
        // zsh is asked by a stand-in for its _normal; PowerShell goes on with files, which are none of ours.
        const expected = { zsh: ['NORMAL printen'], powershell: [] }[name] ?? ['printenv']
        for (const found of programs) assert.equal([...new Set(found)], expected)
      }),
    )
  }

  needing(
    test,
    'bash',
    has('bash'),
  )('bash offers the same without mapfile, as before bash 4', () =>
    scene(NAMES, env => {
      const bash = completingShells.find(({ shell }) => shell.name === 'bash') ?? completingShells[0]
      const completions = join(env['XDG_CACHE_HOME'] ?? '', 'old.bash')
      writeFileSync(completions, `enable -n mapfile\n. '${bash?.completions}'\n`)
      const lines = Object.keys(OFFERS)
      const { offers, stderr } = complete({ ...bash, completions } as HookedShell, lines, env)
      assert.is(stderr, '')
      assert.equal(offers, Object.values(OFFERS))
    }),
  )

  for (const shell of completingShells.filter(({ shell }) => shell.name in TRACED)) {
    const { name } = shell.shell
    needing(
      test,
      name,
      has(name),
    )(`${name} does the same for a thousand names as for four, and not once more for each`, () => {
      const steps = (count: number) => {
        const names = Array.from({ length: count }, (_, i) => `target\tteam-${1000 + i}\nprofile\tteam ${1000 + i}\n`)
        let traced = 0
        scene(names.join(''), env => {
          const lines = ['awsenv assume ', 'awsenv assume team-100', 'awsenv login ', "awsenv assume --from 'team 100"]
          const { stdout, stderr } = runShell(shell, TRACED[name] ?? '', {
            env: { ...env, COMPLETIONS: shell.completions },
            input: lines.map(line => `${line}\n`).join(''),
          })
          const found = Math.min(count, 10)
          assert.is(stdout, [count, found, count, found].map(offered => `${offered}\n`).join(''))
          traced = stderr.split('\n').length
        })
        return traced
      }
      // Halving takes a few steps more.
      assert.ok(steps(1000) < steps(4) + 500)
    })
  }

  /** Without what awsenv leaves out: a name with a control character in it. */
  const HOSTILE = hostileValues.filter(
    value => value !== '' && !/[\p{C}\u2028\u2029]/u.test(value) && value.length < 100,
  )
  const prefix = (i: number) => `n${100 + i}`
  const prefixed = (value: string, i: number) => `${prefix(i)}${value}.`

  const PROGRAMS = ['run prod printen', 'run 123456789012 Admin printen', 'run prod -- printen']
  const from = { name: '--from', description: 'from', kind: 'PROFILE' }
  const WITH_COMMAND_LINE = [
    { path: '', words: [{ name: 'run', description: 'run it' }], flags: [], places: [] },
    { path: 'run', words: [], flags: [from], places: ['TARGET', 'COMMAND'] },
  ]
})
