import fc from 'fast-check'
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
import { hostileValues } from '../support/hostile-values.ts'

describe('shell: values in real shells', test => {
  for (const real of [...realShells, ...otherPosixShells]) {
    const { name } = real.shell
    const inShell = needing(test, real.argv[0], has(real.argv[0]))

    inShell(`4, 5: every hostile value arrives in ${name} byte for byte, whatever the locale is`, () => {
      // In the C locale, yash reads nothing but ASCII; it takes the rest for a syntax error, and sets nothing.
      const locales = name === 'yash' ? ['C.UTF-8'] : ['C.UTF-8', 'C']
      for (const locale of locales) assertArrive(real, hostileValues, { LC_ALL: locale })
    })

    inShell(`4, 5: hostile values arrive in ${name} whatever its options and IFS are`, () => {
      for (const option of ['set -a', 'set -f', 'set -C', 'IFS=0123456789', "IFS=''", ...ownOptions(name)]) {
        assertArrive(real, hostileValues, {}, option)
      }
    })

    // Those that read what dash reads get the same text.
    if (!realShells.includes(real)) continue
    inShell(`4, 5: 400 random values arrive in ${name} byte for byte`, () => {
      const value = fc.string({ unit: 'binary', maxLength: 60 }).filter(text => !text.includes('\0'))
      fc.assert(
        fc.property(fc.array(value, { minLength: 40, maxLength: 40 }), values => assertArrive(real, values)),
        { numRuns: 10 },
      )
    })
  }

  function assertArrive(real: RealShell, values: readonly string[], env = {}, first = ':') {
    const outcome = evaluate(real, values, env, first)
    assert.is(outcome.stderr, '', first)
    assert.equal(outcome.values, values, first)
  }

  /** One shell for all values: each a variable, evaluated as users do it, and read back from a child. */
  function evaluate(real: RealShell, values: readonly string[], env = {}, first = ':') {
    const script = real.shell.render(Object.fromEntries(values.map((value, i) => [`V${i}`, value])))
    const { stdout, stderr } = runShell(real, `text="$(cat)"; ${first}; eval "$text"; env -0`, { env, input: script })
    const environment = parseEnvironment(stdout)
    return { stderr, values: values.map((_, i) => environment[`V${i}`]) }
  }

  function ownOptions(name: string): string[] {
    if (name === 'bash') return ['set -o posix', 'set -H', 'set +o braceexpand', 'shopt -s extglob nullglob failglob']
    if (name === 'zsh') {
      const options = [
        'RC_QUOTES',
        'KSH_ARRAYS',
        'SH_WORD_SPLIT',
        'CSH_JUNKIE_QUOTES',
        'GLOB_SUBST',
        'MAGIC_EQUAL_SUBST',
      ]
      return [...options, 'EXTENDED_GLOB', 'KSH_TYPESET', 'BSD_ECHO', 'BANG_HIST'].map(option => `setopt ${option}`)
    }
    return []
  }
})
