import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { powershell } from '../../src/shells/powershell.ts'
import { has, parseEnvironment, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { hostileValues } from '../support/hostile-values.ts'

describe('shell: PowerShell without the hook', test => {
  const change = { AWS_PROFILE: undefined, AWS_REGION: "eu'west\\1", AWS_SECRET_ACCESS_KEY: '/a`b$c;\u2019é' }
  const before = { AWS_PROFILE: 'mine', AWS_REGION: 'old' }
  const evaluate = 'cat | Out-String | Invoke-Expression'

  for (const [strictness, first] of [
    ['', ''],
    [', strict', "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; "],
  ] as const) {
    const inPowerShell = (title: string, body: () => void) =>
      needing(test, 'PowerShell', has(powershellShell.argv[0]))(`${title}${strictness}`, body)
    const run = (input: string, script: string, env: Readonly<Record<string, string>> = before) =>
      runShell(powershellShell, `${first}${script}`, { env, input })

    inPowerShell('2, 25: the whole of it removes and sets', () => {
      const { status, stdout, stderr } = run(powershell.render(change), `${evaluate}; if ($?) { env --null }`)
      assert.equal([status, stderr], [0, ''])
      assert.equal(aws(stdout), { AWS_REGION: change.AWS_REGION, AWS_SECRET_ACCESS_KEY: change.AWS_SECRET_ACCESS_KEY })
    })

    inPowerShell('2: every proper prefix of it changes nothing, and is a failure', () => {
      const text = powershell.render(change).trimEnd()
      const { stdout } = run(
        text,
        `$text = cat
        foreach ($length in 1..($text.Length - 1)) {
          try { Invoke-Expression $text.Substring(0, $length) 2>$null; if ($?) { 'SUCCEEDED' } } catch { }
          if ("$env:AWS_PROFILE,$env:AWS_REGION,$env:AWS_SECRET_ACCESS_KEY" -ne 'mine,old,') { 'CHANGED' }
          "$length"
        }`,
      )
      assert.is(stdout, Array.from({ length: text.length - 1 }, (_, i) => `${i + 1}\n`).join(''))
    })

    inPowerShell('4, 5: every hostile value arrives byte for byte', () => assertArrive(hostileValues))

    inPowerShell('4, 5: 400 random values arrive byte for byte', () => {
      const value = fc.string({ unit: 'binary', maxLength: 60 }).filter(text => !text.includes('\0'))
      fc.assert(
        fc.property(fc.array(value, { minLength: 400, maxLength: 400 }), values => assertArrive(values)),
        { numRuns: 1 },
      )
    })

    inPowerShell('10: what follows && runs after a change, and not after a failure', () => {
      const next = `&& 'next'`
      assert.is(run(powershell.render(change), `${evaluate} ${next}`).stdout, 'next\n')
      const failing = `sh -c 'cat; exit 3' | Out-String | Invoke-Expression ${next}`
      assert.is(run(powershell.failure(3), failing).stdout, '')
    })

    function assertArrive(values: readonly string[]) {
      const script = powershell.render(Object.fromEntries(values.map((value, i) => [`V${i}`, value])))
      const { stdout, stderr } = run(script, `${evaluate}; env --null`, {})
      const arrived = parseEnvironment(stdout)
      assert.is(stderr, '')
      assert.equal(
        values.map((_, i) => arrived[`V${i}`]),
        values,
      )
    }
  }

  function aws(listing: string): Record<string, string> {
    const entries = Object.entries(parseEnvironment(listing))
    return Object.fromEntries(entries.filter(([name]) => name.startsWith('AWS_')))
  }
})
