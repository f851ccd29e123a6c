/** PowerShell where AppLocker or WDAC has put it into ConstrainedLanguage: few methods may be called there. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { powershell } from '../../src/shells/powershell.ts'
import { has, parseEnvironment, powershellShell, runShell } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { type FakeAwsenv, fakeAwsenv } from '../support/fake-awsenv.ts'

describe('shell: PowerShell in ConstrainedLanguage', test => {
  const inPowerShell = needing(test, 'PowerShell', has(powershellShell.argv[0]))
  const json = (change: Record<string, string | undefined>) => powershell.renderForHook(change)

  for (const [strictness, first] of [
    ['', ''],
    [', strict', "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; "],
  ] as const) {
    const constrained = (fake: FakeAwsenv, script: string, env: Readonly<Record<string, string>> = {}) => {
      const mode = `${first}$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'`
      // What is refused in this mode, so that the test is one.
      const check = "try { $null = [scriptblock]::Create('1'); 'not constrained' } catch { }"
      return runShell(powershellShell, `${mode}; ${check}; . $env:HOOK; ${script}`, {
        env: { ...fake.env, HOOK: powershellShell.hook, ...env },
      })
    }

    inPowerShell(`W5 a change is made, with every word of the call as it was typed${strictness}`, () => {
      using fake = fakeAwsenv()
      fake.answers(json({ AWS_PROFILE: undefined, AWS_SECRET_ACCESS_KEY: "/s'ecret", AWSENV_ROLE: 'a' }))
      const words = "'a b' '' '*' \"it's\" 012345678901 -o:x a,b --flag"
      const { status, stdout, stderr } = constrained(fake, `awsenv assume ${words}; env --null`, { AWS_PROFILE: 'x' })
      assert.equal([status, stderr], [0, ''])
      const environment = parseEnvironment(stdout)
      assert.is(environment['AWS_SECRET_ACCESS_KEY'], "/s'ecret")
      assert.not.ok('AWS_PROFILE' in environment)
      assert.equal(
        fake.calls().map(({ args, hook }) => [args, hook]),
        [[['assume', 'a b', '', '*', "it's", '012345678901', '-o:x', 'a,b', '--flag'], 'powershell']],
      )
    })

    inPowerShell(
      `W5 a failure stops what comes next, and other commands go through with their input${strictness}`,
      () => {
        using fake = fakeAwsenv()
        const answers = ['a list\n', '', json({ AWS_PROFILE: 'x' }), '{"AWS_PROFILE":"=cut']
        for (const [i, status] of [0, 3, 1, 0].entries()) {
          writeFileSync(join(fake.directory, `answer${i}`), answers[i] ?? '')
          writeFileSync(join(fake.directory, `status${i}`), `${status}\n`)
        }
        const calls = [
          "awsenv list; 'in' | awsenv exec p cat; prompt",
          ...Array(3).fill('try { awsenv assume x; "next" } catch { "$_" }; "[$env:AWS_PROFILE]"'),
        ]
        const put = (i: number) => `Copy-Item answer${i} answer -Force; Copy-Item status${i} status -Force`
        const script = calls.map((call, i) => `${put(i)}; ${call}; '=== next'`).join('; ')
        const { stdout } = constrained(fake, `cd $env:DIRECTORY; ${script}`, { DIRECTORY: fake.directory })
        const [others = '', ...failures] = stdout.split('=== next\n').slice(0, -1)
        assert.is(others.split('\n').slice(0, 2).join('|'), 'a list|a list')
        assert.is(failures.length, 3, stdout)
        for (const failure of failures) assert.match(failure, /^awsenv(:| ended with status).*\n\[\]\n$/)
      },
    )

    inPowerShell(`1.4 a copy of the function alone changes nothing, and says what it is${strictness}`, () => {
      using fake = fakeAwsenv()
      fake.answers(json({ AWS_PROFILE: 'x' }))
      const alone = 'Get-ChildItem Function:\\__awsenv_* | Remove-Item; '
      const { stdout } = constrained(fake, `${alone}try { awsenv assume x } catch { "$_" }; "[$env:AWS_PROFILE]"`)
      assert.match(stdout, /^awsenv: this session has a part of the hook only.*\n\[\]\n$/)
      assert.equal(fake.calls(), [])
    })

    inPowerShell(`W5 without the program it says so, and the prompt stays as it was${strictness}`, () => {
      using fake = fakeAwsenv()
      const script =
        'function global:prompt { \'@> \' }; $before = "$function:prompt"; . $env:HOOK; "$function:prompt" -ceq $before'
      const { stdout } = constrained(
        fake,
        `$env:PATH = '/nowhere'; try { awsenv list } catch { "$_" }; $LASTEXITCODE; ${script}`,
      )
      assert.is(stdout, 'awsenv: the program "awsenv" is not on the PATH\n127\nTrue\n')
    })
  }
})
