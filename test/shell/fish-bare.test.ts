import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { fish } from '../../src/shells/fish.ts'
import { fishShell, has, parseEnvironment, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { hostileValues } from '../support/hostile-values.ts'

describe('shell: fish without the hook', test => {
  const inFish = needing(test, 'fish', has('fish'))
  const change = { AWS_PROFILE: undefined, AWS_REGION: "eu'west\\1", AWS_SECRET_ACCESS_KEY: '/a`b$c;é' }
  const before = { AWS_PROFILE: 'mine', AWS_REGION: '' }
  const run = (input: string, script: string, env: Readonly<Record<string, string>> = before) =>
    runShell(fishShell, script, { env, input })

  inFish('2: the whole of it removes and sets, by source and by eval', () => {
    for (const evaluate of ['cat | source', 'eval (cat)', 'eval "$(cat)"']) {
      const { status, stdout, stderr } = run(fish.render(change), `${evaluate}; and env -0`)
      assert.equal([status, stderr], [0, ''], evaluate)
      assert.equal(aws(stdout), { AWS_REGION: change.AWS_REGION, AWS_SECRET_ACCESS_KEY: change.AWS_SECRET_ACCESS_KEY })
    }
  })

  inFish('2: every proper prefix of it changes nothing, and is a failure', () => {
    const text = fish.render({ AWS_PROFILE: undefined, AWS_REGION: "a'b" }).trimEnd()
    const { stdout } = run(
      text,
      `set -l text (cat)
      for length in (seq 1 (math (string length -- $text) - 1))
        string sub -l $length -- $text | source 2>/dev/null; and echo SUCCEEDED
        test "$AWS_PROFILE,$AWS_REGION" = mine,; or echo CHANGED
        echo $length
      end`,
    )
    assert.is(stdout, Array.from({ length: text.length - 1 }, (_, i) => `${i + 1}\n`).join(''))
  })

  inFish('4, 5: every hostile value arrives byte for byte, in UTF-8 and in the C locale', () => {
    for (const locale of ['C.UTF-8', 'C']) assertArrive(hostileValues, { LC_ALL: locale })
  })

  inFish('4, 5: 400 random values arrive byte for byte', () => {
    const value = fc.string({ unit: 'binary', maxLength: 60 }).filter(text => !text.includes('\0'))
    fc.assert(
      fc.property(fc.array(value, { minLength: 40, maxLength: 40 }), values => assertArrive(values)),
      { numRuns: 10 },
    )
  })

  inFish('4: an attribute that a variable had does not change the value', () => {
    const script = 'set -gx --path AWS_REGION 1 2; set -gx AWS_ACCOUNT_ID a b; cat | source; env -0'
    const change = { AWS_REGION: 'a:b', AWS_ACCOUNT_ID: 'c d' }
    assert.equal(aws(run(fish.render(change), script, {}).stdout), change)
  })

  inFish('10, 24: what follows `and` runs after a change, or after none, and not after a failure', () => {
    for (const [text, stdout] of [
      [fish.render(change), 'next\n'],
      [fish.render({}), 'next\n'],
      [fish.failure(3), ''],
      ['(exit 3)\n', ''],
    ] as const) {
      for (const evaluate of ['cat | source', 'eval (cat)']) {
        assert.is(run(text, `${evaluate} 2>/dev/null; and echo next`).stdout, stdout, text)
      }
    }
    assert.is(run(fish.failure(3), 'cat | source; echo $status').stdout, '3\n')
  })

  inFish('1, 24: a name that is not there is removed without a failure', () => {
    assert.equal(run(fish.render({ AWS_PROFILE: undefined }), 'cat | source; echo $status', {}), {
      status: 0,
      stdout: '0\n',
      stderr: '',
    })
  })

  inFish('19: a universal variable that would show through is named, and nothing is changed', () => {
    const { stdout, stderr } = universal('set -Ux AWS_PROFILE everywhere; cat | source; echo $status; env -0')
    assert.ok(stdout.startsWith('1\n'))
    assert.equal(aws(stdout.slice(2)), { AWS_PROFILE: 'everywhere' })
    assert.match(stderr, /error: the universal variable "AWS_PROFILE" would stay.*\n.*hint: .*: set -Ue AWS_PROFILE\n/)
  })

  inFish('19: a global variable of the same name hides none', () => {
    const script = 'set -Ux AWS_PROFILE everywhere; set -gx AWS_PROFILE here; cat | source; env -0'
    assert.equal(aws(universal(script).stdout), { AWS_PROFILE: 'here' })
  })

  inFish(
    '23: a universal variable is neither changed nor erased, and shows again where it has the value anyway',
    () => {
      const script =
        'set -Ux AWS_REGION "eu\'west\\\\1"; set -Ux AWS_SECRET_ACCESS_KEY old; cat | source; set -S AWS_REGION; set -qg AWS_SECRET_ACCESS_KEY; and set -eg AWS_SECRET_ACCESS_KEY; env -0'
      const { stdout } = universal(script)
      assert.match(stdout, /^\$AWS_REGION: set in universal scope, exported/m)
      assert.not.match(stdout, /AWS_REGION: set in global/)
      assert.equal(aws(stdout), { AWS_REGION: change.AWS_REGION, AWS_SECRET_ACCESS_KEY: 'old' })
    },
  )

  /** Runs the script of the change in a fish with a universal store of its own, which --no-config has not. */
  function universal(script: string) {
    const home = mkdtempSync(join(tmpdir(), 'awsenv-fish-'))
    try {
      const options = { env: { HOME: home, XDG_CONFIG_HOME: home }, input: fish.render(change) }
      const outcome = runShell({ ...fishShell, argv: ['fish'] }, script, options)
      assert.match(readFileSync(join(home, 'fish/fish_variables'), 'utf8'), /SETUVAR --export AWS_/)
      return outcome
    } finally {
      rmSync(home, { recursive: true })
    }
  }

  function assertArrive(values: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const script = fish.render(Object.fromEntries(values.map((value, i) => [`V${i}`, value])))
    const { stdout, stderr } = run(script, 'cat | source; env -0', env)
    const environment = parseEnvironment(stdout)
    assert.is(stderr, '')
    assert.equal(
      values.map((_, i) => environment[`V${i}`]),
      values,
    )
  }

  function aws(environment: string): Record<string, string> {
    const entries = Object.entries(parseEnvironment(environment))
    return Object.fromEntries(entries.filter(([name]) => name.startsWith('AWS_')))
  }
})
